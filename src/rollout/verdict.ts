import type { Interval } from '../core/statistics/interval.ts';

/** What is known about one metric, or about the whole canary. */
export type Verdict =
  /** The harm is shown to be within its margin. */
  | 'PASS'
  /** The harm is shown. */
  | 'FAIL'
  /** Too few tasks, samples or minutes. */
  | 'INSUFFICIENT_DATA'
  /** Enough of them, and still neither harm nor its absence is shown. */
  | 'INCONCLUSIVE'
  /** The data cannot be believed. */
  | 'ERROR'
  | 'NOT_APPLICABLE';

/** What is compared; `assignment` is whether canary and stable can be compared at all. */
export type Metric =
  | 'assignment'
  | 'errorRate'
  | 'p95Latency'
  | 'costPerTask'
  | 'memory'
  | 'tasksPerSecond'
  | 'p95FirstChunk'
  | 'streamingSuccess';

/** Tasks, or samples of memory. */
export interface ArmSizes {
  readonly canary: number;
  readonly stable: number;
}

/** One metric, judged. */
export interface MetricResult {
  readonly metric: Metric;
  /** Whether it decides about the canary. */
  readonly required: boolean;
  readonly unit: 'share' | 'ms' | 'usd' | 'bytes' | 'tasks/s';
  /** Null when it is not known. */
  readonly canary: number | null;
  readonly stable: number | null;
  readonly n: ArmSizes;
  /** What `delta`, `interval` and `margin` are about: canary minus stable, or canary divided by stable. */
  readonly scale: 'difference' | 'ratio';
  readonly delta: number | null;
  readonly interval: Interval | null;
  /** The largest upper bound that passes. */
  readonly margin: number | null;
  readonly verdict: Verdict;
  readonly reason: string;
  /** About how many more tasks it takes to decide; null when none are needed or no number would do. */
  readonly needed: ArmSizes | null;
  /** Further statistics by name: p-values, e-values, slopes. */
  readonly statistics: Readonly<Record<string, number>>;
}

/** The worst comes first. */
const order: readonly Verdict[] = ['FAIL', 'ERROR', 'INSUFFICIENT_DATA', 'INCONCLUSIVE'];

/** The verdict on a canary: PASS only when everything that is required passed, and something did. */
export function overallVerdict(results: readonly MetricResult[]): Verdict {
  const decisive = results.filter(
    ({ required, verdict }) => required && verdict !== 'NOT_APPLICABLE',
  );
  const worst = order.find((verdict) => decisive.some((result) => result.verdict === verdict));
  if (worst !== undefined) return worst;
  return decisive.some(({ metric }) => metric !== 'assignment') ? 'PASS' : 'INSUFFICIENT_DATA';
}
