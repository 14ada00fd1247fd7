import type { CountWindow } from '../../core/statistics/risk-process.ts';
import type {
  Arm,
  CountEvidence,
  Evidence,
  Measurements,
  MemoryEvidence,
  ProcessMemory,
} from '../evidence.ts';
import { type Growth, type Growths, growthsOf } from './growth.ts';
import { histogramsOf } from './histogram-of.ts';
import type { History, Rounds } from './history.ts';

const TASKS = 'aqe_tasks_total';
const DURATION = 'aqe_task_duration_seconds';
const FIRST_CHUNK = 'aqe_time_to_first_chunk_seconds';
const COST = 'aqe_task_cost_usd_total';
const MEMORY = 'process_resident_memory_bytes';
const followed = new Set([TASKS, `${DURATION}_bucket`, `${FIRST_CHUNK}_bucket`, COST]);
/** A gap that is longer than so many intervals may hide anything. */
const LONGEST_GAP = 2;
const arms = ['canary', 'stable'] as const;

/**
 * Makes evidence of the metrics that processes answered with, round by round.
 * @param share of canary, 0 to 1, where it is known
 */
export function scrapeEvidence(
  histories: readonly History[],
  rounds: Rounds,
  share: number | undefined,
): Evidence {
  const all = histories.map((history) => growthsOf(history, followed));
  const growths = all.flatMap((each) => each.growths);
  const firstChunks = histogramsOf(growths, FIRST_CHUNK);
  const times = histories.flatMap(({ scrapes }) => scrapes.map(({ at }) => at));
  return {
    source: `metrics of ${histories.map(({ target }) => target.url).join(', ')}`,
    period: times.length < 2 ? undefined : { from: Math.min(...times), to: Math.max(...times) },
    tasks: countsOf(growths, rounds, share),
    durations: histogramsOf(growths, DURATION),
    costs: meansOf(growths),
    memory: memoryOf(histories),
    firstChunks:
      firstChunks.kind === 'absent' ? { ...firstChunks, kind: 'inapplicable' } : firstChunks,
    streams: { kind: 'inapplicable', reason: 'the metrics do not tell streams by arm' },
    replicas: replicasOf(histories),
    defects: [
      ...all.flatMap(({ defects }) => defects),
      ...histories.flatMap((history) => gapsOf(history, rounds)),
    ],
    notes: notesOf(all),
  };
}

function countsOf(
  growths: readonly Growth[],
  rounds: Rounds,
  share: number | undefined,
): CountEvidence {
  const counted = growths.filter(
    ({ name, labels }) =>
      name === TASKS && (labels['status'] === 'succeeded' || labels['status'] === 'failed'),
  );
  if (counted.length === 0) return { kind: 'absent', reason: `no ${TASKS} grew` };
  const windows = Array.from({ length: rounds.count }, () => ({
    canary: { trials: 0, events: 0 },
    stable: { trials: 0, events: 0 },
  }));
  for (const { round, arm, labels, increase } of counted) {
    const window = windows[round];
    if (window === undefined) continue;
    window[arm].trials += increase;
    window[arm].events += labels['status'] === 'failed' ? increase : 0;
  }
  const used: readonly CountWindow[] = windows.filter(
    ({ canary, stable }) => canary.trials + stable.trials > 0,
  );
  return { kind: 'counts', windows: used, shares: used.map(() => share) };
}

function meansOf(growths: readonly Growth[]): Measurements {
  if (!growths.some(({ name }) => name === COST)) {
    return { kind: 'absent', reason: `there is no ${COST}` };
  }
  const sum = (arm: Arm, of: string): number =>
    growths
      .filter(
        ({ name, arm: whose, labels }) =>
          name === of && whose === arm && labels['status'] !== 'cancelled',
      )
      .reduce((total, { increase }) => total + increase, 0);
  const meanOf = (arm: Arm): { mean: number; n: number } => {
    const n = sum(arm, TASKS);
    return { mean: n === 0 ? 0 : sum(arm, COST) / n, n };
  };
  return { kind: 'means', means: { canary: meanOf('canary'), stable: meanOf('stable') } };
}

function memoryOf(histories: readonly History[]): MemoryEvidence {
  if (histories.every(({ target }) => target.arm === undefined)) {
    return { kind: 'inapplicable', reason: 'canary and stable share their processes' };
  }
  const processesOf = (arm: Arm): readonly ProcessMemory[] =>
    histories.filter(({ target }) => target.arm === arm).flatMap((history) => processesIn(history));
  const processes = { canary: processesOf('canary'), stable: processesOf('stable') };
  const bytes = arms.flatMap((arm) =>
    processes[arm].flatMap(({ samples }) => samples.map((sample) => sample.bytes)),
  );
  return bytes.every((each) => Number.isFinite(each))
    ? { kind: 'processes', processes }
    : { kind: 'unusable', reason: `${MEMORY} is not a number` };
}

/** A target that was restarted is several processes. */
function processesIn({ target, scrapes }: History): readonly ProcessMemory[] {
  const processes = new Map<number | undefined, ProcessMemory['samples'][number][]>();
  for (const { at, samples } of scrapes) {
    const started = samples.find(({ name }) => name === 'process_start_time_seconds')?.value;
    const bytes = samples.find(({ name }) => name === MEMORY)?.value;
    const own = processes.get(started) ?? [];
    if (bytes !== undefined) own.push({ at, bytes });
    processes.set(started, own);
  }
  return [...processes].map(([started, samples]) => ({
    name: target.url,
    startedAt: started === undefined ? undefined : started * 1000,
    samples,
  }));
}

function replicasOf(histories: readonly History[]): Evidence['replicas'] {
  const count = (arm: Arm): number => histories.filter(({ target }) => target.arm === arm).length;
  const replicas = { canary: count('canary'), stable: count('stable') };
  return replicas.canary > 0 && replicas.stable > 0 ? replicas : undefined;
}

function gapsOf({ target, scrapes }: History, { count, intervalMs }: Rounds): readonly string[] {
  const answered = [-1, ...scrapes.map(({ round }) => round), count];
  const longest = Math.max(
    ...answered.slice(1).map((round, index) => round - (answered[index] ?? 0)),
  );
  if (longest <= LONGEST_GAP) return [];
  return [`${target.url} did not answer for ${((longest * intervalMs) / 1000).toFixed(0)} s`];
}

function notesOf(all: readonly Growths[]): readonly string[] {
  const restarts = all.reduce((sum, each) => sum + each.restarts, 0);
  if (restarts === 0) return [];
  return [
    `Processes were restarted ${restarts} times; what they counted between the last answer and the restart is lost.`,
  ];
}
