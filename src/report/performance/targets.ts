import type { Interval } from '../../core/statistics/interval.ts';
import type { Distribution, ProcessFigures, Target, TaskStatistics } from './performance-report.ts';

const MEBIBYTE = 1_048_576;

/** What is known about a metric. */
interface Known {
  readonly actual: number | null;
  readonly n: number;
  /** Where chance plays a part, null where there are too few values to say; undefined where a value is what it is. */
  readonly interval: Interval | null | undefined;
}

/** The targets that the documents of 1.0.5 set, and how the fleet stands. */
export function targetsOf(
  { succeeded, failed, errorRate, errorInterval, latency, firstChunk }: TaskStatistics,
  processes: readonly ProcessFigures[],
): readonly Target[] {
  const errors = { actual: errorRate, n: succeeded + failed, interval: errorInterval };
  const memory = largest(processes.map(({ memoryBytes }) => memoryBytes));
  const spawn = largest(processes.map(({ spawnP95Ms }) => spawnP95Ms));
  return [
    judged({ metric: 'errorRate', target: '< 0.1 %', limit: 0.001 }, errors),
    judged({ metric: 'p95Latency', target: '< 2 s', limit: 2000 }, p95Of(latency)),
    judged({ metric: 'p95FirstChunk', target: '< 500 ms', limit: 500 }, p95Of(firstChunk)),
    judged({ metric: 'memory', target: '≤ 700 MB', limit: 700 * MEBIBYTE }, memory),
    judged({ metric: 'agentSpawn', target: '< 100 ms', limit: 100 }, spawn),
  ];
}

function p95Of(distribution: Distribution | null): Known {
  if (distribution === null) return { actual: null, n: 0, interval: null };
  return { actual: distribution.p95, n: distribution.n, interval: distribution.p95Interval };
}

/** Of the processes that told: the worst of them. */
function largest(values: readonly (number | null)[]): Known {
  const told = values.filter((value) => value !== null);
  const actual = told.length === 0 ? null : Math.max(...told);
  return { actual, n: told.length, interval: undefined };
}

function judged(target: Pick<Target, 'metric' | 'target' | 'limit'>, known: Known): Target {
  const { actual, n } = known;
  return { ...target, actual, n, state: stateOf(known, target.limit) };
}

/** Shown to be met, shown to be missed, or neither: a hundred tasks without a failure do not show that fewer than one in a thousand fails. */
function stateOf({ actual, interval }: Known, limit: number): Target['state'] {
  if (actual === null || interval === null) return 'unknown';
  const { low, high } = interval ?? { low: actual, high: actual };
  if (high <= limit) return 'met';
  return low > limit ? 'missed' : 'unknown';
}
