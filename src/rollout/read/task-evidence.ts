import type { CountWindow } from '../../core/statistics/risk-process.ts';
import type { Arm, Arms, CountEvidence, Evidence, Measured, Measurements } from '../evidence.ts';
import type { TaskFacts } from './task-facts.ts';

/** The part of the evidence that is about tasks. */
export type TaskEvidence = Pick<
  Evidence,
  'period' | 'tasks' | 'durations' | 'costs' | 'firstChunks'
>;

const arms = ['canary', 'stable'] as const;
/** In how many windows the time is cut: each is judged by its own share, so that what hits both arms cancels out. */
const WINDOWS = 50;
/** A little more, so that the last task is in the last window and not behind it. */
const A_LITTLE_MORE = 1 + 1e-12;

/** Windows that stay where they are while more tasks come. Milliseconds; `from` counts from 1970. */
export interface TimeGrid {
  readonly from: number;
  readonly everyMs: number;
}

/**
 * Makes evidence of tasks.
 * @param share of canary in all tasks, 0 to 1, where it is known
 * @param grid undefined cuts the time from the first to the last task
 */
export function taskEvidence(
  tasks: Arms<readonly TaskFacts[]>,
  share: number | undefined,
  grid?: TimeGrid,
): TaskEvidence {
  const times = arms.flatMap((arm) => tasks[arm].map(({ at }) => at));
  const known = times.filter((at) => at !== undefined);
  const period = known.length === 0 || known.length < times.length ? undefined : boundsOf(known);
  return {
    period,
    tasks: countsOf(tasks, grid ?? gridOf(period), share),
    durations: measurementsOf(tasks, {
      name: 'duration',
      // A task that fails may fail before there is anything to measure.
      isOwed: ({ failed }) => !failed,
      valueOf: ({ durationMs }) => durationMs,
    }),
    costs: measurementsOf(tasks, {
      name: 'cost',
      isOwed: () => true,
      valueOf: ({ cost }) => cost,
    }),
    firstChunks: inapplicableWhenAbsent(
      measurementsOf(tasks, {
        name: 'time to the first text',
        isOwed: () => false,
        valueOf: ({ firstChunkMs }) => firstChunkMs,
      }),
    ),
  };
}

function countsOf(
  tasks: Arms<readonly TaskFacts[]>,
  grid: TimeGrid,
  share: number | undefined,
): CountEvidence {
  const windows = new Map<number, Record<Arm, { trials: number; events: number }>>();
  for (const arm of arms) {
    for (const { at = grid.from, failed } of tasks[arm]) {
      const index = Math.floor((at - grid.from) / grid.everyMs);
      const window = windows.get(index) ?? {
        canary: { trials: 0, events: 0 },
        stable: { trials: 0, events: 0 },
      };
      window[arm].trials += 1;
      window[arm].events += failed ? 1 : 0;
      windows.set(index, window);
    }
  }
  const used: readonly CountWindow[] = [...windows]
    .toSorted(([one], [other]) => one - other)
    .map(([, window]) => window);
  return { kind: 'counts', windows: used, shares: used.map(() => share) };
}

/** As many windows as there are between the first and the last task; one where nobody knows when they were. */
function gridOf(period: Evidence['period']): TimeGrid {
  const { from, to } = period ?? { from: 0, to: 0 };
  return { from, everyMs: to === from ? Infinity : ((to - from) / WINDOWS) * A_LITTLE_MORE };
}

interface Measure {
  readonly name: string;
  /** Whether a task without the value leaves a hole. */
  readonly isOwed: (task: TaskFacts) => boolean;
  readonly valueOf: (task: TaskFacts) => number | null | undefined;
}

function measurementsOf(
  tasks: Arms<readonly TaskFacts[]>,
  { name, isOwed, valueOf }: Measure,
): Measurements {
  const all = [...tasks.canary, ...tasks.stable];
  if (all.every((task) => valueOf(task) === undefined)) {
    return { kind: 'absent', reason: `no task says its ${name}` };
  }
  for (const arm of arms) {
    const holes = tasks[arm].filter((task) => {
      const value = valueOf(task);
      return value === null || (value === undefined ? isOwed(task) : !isAmount(value));
    }).length;
    if (holes > 0) {
      return { kind: 'unusable', reason: `the ${name} of ${holes} tasks of ${arm} is not known` };
    }
  }
  const samplesOf = (arm: Arm): readonly Measured[] =>
    tasks[arm].flatMap((task) => {
      const value = valueOf(task);
      return typeof value === 'number' ? [{ value, stratum: task.stratum }] : [];
    });
  return {
    kind: 'samples',
    samples: { canary: samplesOf('canary'), stable: samplesOf('stable') },
  };
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function inapplicableWhenAbsent(measurements: Measurements): Measurements {
  return measurements.kind === 'absent' ? { ...measurements, kind: 'inapplicable' } : measurements;
}

function boundsOf(times: readonly number[]): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const at of times) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return { from, to };
}
