import { type Arms, type Evidence, type TaskCounts, totalOf } from '../evidence.ts';
import type { MetricResult } from '../verdict.ts';
import { blankResult } from './blank-result.ts';

/** Tasks per second, by process or by the share of the arm. It is shown and decides nothing: how much is asked of a fleet is not its own doing. */
export function judgeThroughput({ tasks, period, replicas }: Evidence): MetricResult {
  const common = {
    metric: 'tasksPerSecond',
    ...blankResult,
    unit: 'tasks/s',
    verdict: 'NOT_APPLICABLE',
  } as const;
  const seconds = period === undefined ? 0 : (period.to - period.from) / 1000;
  if (tasks.kind !== 'counts' || seconds <= 0)
    return { ...common, reason: 'the time is not known' };
  const counts = {
    canary: totalOf(tasks.windows, 'canary').trials,
    stable: totalOf(tasks.windows, 'stable').trials,
  };
  const scale = scaleOf(replicas, tasks);
  const canary = counts.canary / seconds / scale.canary;
  const stable = counts.stable / seconds / scale.stable;
  const delta = stable === 0 ? null : canary / stable;
  return { ...common, n: counts, canary, stable, delta, reason: `advisory; ${scale.name}` };
}

interface Scale extends Arms<number> {
  readonly name: string;
}

/** What the number of tasks is divided by: processes, else the configured share, else nothing. */
function scaleOf(replicas: Evidence['replicas'], { shares }: TaskCounts): Scale {
  if (replicas !== undefined) return { ...replicas, name: 'per process' };
  const [share] = shares;
  if (share === undefined || shares.some((each) => each !== share)) {
    return { canary: 1, stable: 1, name: 'of each arm, whatever its share' };
  }
  return { canary: share, stable: 1 - share, name: 'as if each arm had all tasks' };
}
