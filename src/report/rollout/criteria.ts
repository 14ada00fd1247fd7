import type { FeedbackSummary } from '../../core/feedback/summarize-feedback.ts';
import type { Interval } from '../../core/statistics/interval.ts';
import type { MetricResult, Verdict } from '../../rollout/verdict.ts';
import type { FlagsReport } from '../flags/flags-report.ts';
import type { Distribution, PerformanceReport } from '../performance/performance-report.ts';
import type { SpendingTotal } from '../spending/spending-report.ts';
import type { Criterion, CriterionMetric } from './rollout-report.ts';

const MEBIBYTE = 1_048_576;
const NANO = 1e9;

/** What is known about a rollout. */
export interface Known {
  readonly performance: Pick<PerformanceReport, 'measured' | 'simulated' | 'processes'>;
  readonly spending: Pick<SpendingTotal, 'costPerTask' | 'tasks'>;
  /** Of the costs of a task, canary against stable. */
  readonly costs: MetricResult | undefined;
  readonly feedback: FeedbackSummary;
  readonly flags: FlagsReport;
}

type Wanted = Pick<Criterion, 'unit' | 'baseline' | 'kind' | 'target'>;
type Actual = Pick<Criterion, 'actual' | 'n' | 'state'>;

/** As the documents of 1.0.5 have it, in their order: technical metrics first, then those of the business. */
const wanted: Readonly<Record<CriterionMetric, Wanted>> = {
  errorRate: { unit: 'share', baseline: 0.0005, kind: 'at-most', target: 0.0005 },
  p95Latency: { unit: 'ms', baseline: 2000, kind: 'at-most', target: 2000 },
  memory: { unit: 'bytes', baseline: 550 * MEBIBYTE, kind: 'at-most', target: 700 * MEBIBYTE },
  costPerTask: { unit: 'usd', baseline: 0.012, kind: 'at-most', target: 0.01 },
  tasksPerSecond: { unit: 'tasks/s', baseline: 50, kind: 'more-than', target: 45 },
  p95FirstChunk: { unit: 'ms', baseline: null, kind: 'at-most', target: 500 },
  savings: { unit: 'share', baseline: null, kind: 'more-than', target: 0.2 },
  satisfaction: { unit: 'share', baseline: null, kind: 'more-than', target: 0.95 },
  adoption: { unit: 'share', baseline: null, kind: 'more-than', target: 0.8 },
};

const metrics = [
  'errorRate',
  'p95Latency',
  'memory',
  'costPerTask',
  'tasksPerSecond',
  'p95FirstChunk',
  'savings',
  'satisfaction',
  'adoption',
] as const satisfies readonly CriterionMetric[];

/** What the documents ask of a rollout, with what is known of it. */
export function criteriaOf(known: Known): readonly Criterion[] {
  return metrics.map((metric) =>
    Object.assign({ metric }, wanted[metric], actualOf(metric, known)),
  );
}

function actualOf(metric: CriterionMetric, known: Known): Actual {
  const { measured, processes } = known.performance;
  switch (metric) {
    case 'errorRate': {
      const n = measured.succeeded + measured.failed;
      return shown(metric, { actual: measured.errorRate, interval: measured.errorInterval, n });
    }
    case 'p95Latency': {
      return p95(metric, measured.latency);
    }
    case 'p95FirstChunk': {
      return p95(metric, measured.firstChunk);
    }
    case 'memory': {
      return memory(processes);
    }
    case 'costPerTask': {
      return cost(known.spending);
    }
    case 'tasksPerSecond': {
      // What a fleet is asked to do is not what it could do: only a load test measures that.
      return { actual: null, n: null, state: 'unknown' };
    }
    case 'savings': {
      return savings(known.costs, known.performance.simulated?.ended ?? 0);
    }
    case 'satisfaction': {
      const { satisfied: actual, satisfiedInterval: interval, count: n } = known.feedback;
      return shown(metric, { actual, interval, n });
    }
    case 'adoption': {
      return adoption(known.flags);
    }
  }
}

function p95(metric: CriterionMetric, distributed: Distribution | null): Actual {
  const actual = distributed?.p95 ?? null;
  const interval = distributed?.p95Interval ?? null;
  return shown(metric, { actual, interval, n: distributed?.n ?? 0 });
}

/** An estimate, and what it may be. */
interface Estimate {
  readonly actual: number | null;
  readonly interval: Interval | null;
  readonly n: number;
}

/** Met or missed where the whole interval is on one side of the target. */
function shown(metric: CriterionMetric, { actual, interval, n }: Estimate): Actual {
  const { kind, target } = wanted[metric];
  if (actual === null || interval === null) return { actual, n, state: 'unknown' };
  const isBelow = interval.high <= target;
  if (!isBelow && interval.low <= target) return { actual, n, state: 'unknown' };
  return { actual, n, state: isBelow === (kind === 'at-most') ? 'met' : 'missed' };
}

function memory(processes: PerformanceReport['processes']): Actual {
  const told = processes.map(({ memoryBytes }) => memoryBytes).filter((one) => one !== null);
  if (told.length === 0) return { actual: null, n: 0, state: 'unknown' };
  const actual = Math.max(...told);
  return { actual, n: told.length, state: actual <= wanted.memory.target ? 'met' : 'missed' };
}

/** The ledger is no sample: it is what was spent. */
function cost({ costPerTask, tasks }: Known['spending']): Actual {
  if (costPerTask === null) return { actual: null, n: tasks, state: 'unknown' };
  const actual = costPerTask.nanoUsd / NANO;
  return { actual, n: tasks, state: actual <= wanted.costPerTask.target ? 'met' : 'missed' };
}

const states: Partial<Record<Verdict, Criterion['state']>> = { PASS: 'met', FAIL: 'missed' };

/** What canary saves against stable in the same time. What the simulator answered saves nothing. */
function savings(result: MetricResult | undefined, simulated: number): Actual {
  const n = result === undefined ? 0 : result.n.canary + result.n.stable;
  if (result === undefined || result.delta === null || simulated > 0) {
    return { actual: null, n: Math.max(0, n - simulated), state: 'unknown' };
  }
  return { actual: 1 - result.delta, n, state: states[result.verdict] ?? 'unknown' };
}

/** The share of tasks that gets a feature by the flags of now. */
function adoption({ flags, rollout }: FlagsReport): Actual {
  const actual = flags.some(({ value }) => value) ? rollout.percent / 100 : 0;
  return { actual, n: null, state: actual > wanted.adoption.target ? 'met' : 'missed' };
}
