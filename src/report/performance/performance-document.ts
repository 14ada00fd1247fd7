import type { Block, Figure, ReportDocument, Section } from '../document/document.ts';
import { columnsOf, NOT_MEASURED } from '../document/document.ts';
import { formatCount } from '../format-count.ts';
import { periodText } from '../reported-period.ts';
import { bytesText, msText, rateText } from '../units.ts';
import type { PerformanceReport, ProcessFigures, Target } from './performance-report.ts';
import { taskBlocks } from './task-blocks.ts';
import { minuteText } from '../minute-text.ts';

/** How the fleet performed, for people. */
export function performanceDocument(report: PerformanceReport): ReportDocument {
  const { period, measured, simulated, processes, targets } = report;
  return {
    title: 'Performance of the fleet',
    subtitle: `Tasks that ended in ${periodText(period)}`,
    sections: [
      { id: 'targets', title: 'Against the targets of 1.0.5', blocks: [targetFigures(targets)] },
      ...(measured.ended > 0 || simulated === null
        ? [{ id: 'tasks', title: 'Tasks', blocks: taskBlocks(measured, 'measured') }]
        : []),
      ...(simulated === null
        ? []
        : [
            {
              id: 'simulated',
              title: 'Simulated tasks',
              blocks: taskBlocks(simulated, 'simulated'),
            },
          ]),
      processSection(processes),
    ],
    notes: notesOf(report),
  };
}

const names: Readonly<Record<Target['metric'], readonly [string, (value: number) => string]>> = {
  errorRate: ['Error rate', rateText],
  p95Latency: ['P95 latency', msText],
  p95FirstChunk: ['P95 first chunk', msText],
  memory: ['Memory of a process', bytesText],
  agentSpawn: ['P95 agent spawn', msText],
};

function targetFigures(targets: readonly Target[]): Block {
  return { kind: 'figures', figures: targets.map(targetFigure) };
}

function targetFigure({ metric, target, actual, n, state }: Target): Figure {
  const [name, format] = names[metric];
  const isOfProcesses = metric === 'memory' || metric === 'agentSpawn';
  const of = isOfProcesses ? counted(n, 'process', 'processes') : counted(n, 'task', 'tasks');
  return {
    name,
    value: actual === null ? undefined : format(actual),
    detail: actual === null ? `target ${target}` : `target ${target}; ${of}`,
    state,
  };
}

function counted(count: number, one: string, several: string): string {
  return `${formatCount(count)} ${count === 1 ? one : several}`;
}

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? NOT_MEASURED : format(value);
}

function processSection(processes: readonly ProcessFigures[]): Section {
  const title = 'Processes';
  if (processes.length === 0) {
    const text =
      'Memory, agent spawn time, stream retries and fallbacks were not measured: name the metrics of processes with --target http://…/metrics.';
    return { id: 'processes', title, blocks: [{ kind: 'text', text }] };
  }
  const table = {
    caption: 'What each process tells of itself, since it started',
    columns: columnsOf(
      'process',
      'started (UTC)',
      '#memory',
      '#P95 spawn',
      '#agents',
      '#retries',
      '#fallbacks',
    ),
    rows: processes.map((one) => [
      one.url,
      one.startedAt === null ? NOT_MEASURED : minuteText(one.startedAt),
      shown(one.memoryBytes, bytesText),
      shown(one.spawnP95Ms, msText),
      shown(one.spawned, formatCount),
      shown(one.streamRetries, formatCount),
      shown(one.streamFallbacks, formatCount),
    ]),
  };
  return { id: 'processes', title, blocks: [{ kind: 'table', table }] };
}

function notesOf({ at, simulated, measured }: PerformanceReport): readonly string[] {
  return [
    `Made on ${minuteText(at)} UTC from the tasks in the fleet's store.`,
    'Times are those of the last attempt of tasks that succeeded; quantiles are of type 7. The error rate leaves cancelled tasks out.',
    'A target is met, or missed, where the 95 % interval shows it; with too few tasks it is not known.',
    ...(simulated === null || measured.ended === 0
      ? []
      : ['Simulated tasks are in no other number of this report.']),
  ];
}
