import {
  ratioOfHistogramQuantiles,
  ratioOfQuantiles,
} from '../../core/statistics/bootstrap-quantile.ts';
import { findQuantile, type Histogram, totalOf } from '../../core/statistics/histogram.ts';
import { quantile, sorted } from '../../core/statistics/quantile.ts';
import type { Arms, Measured, Measurements } from '../evidence.ts';
import { harmConfidence, type Judging } from '../margins.ts';
import type { ArmSizes, MetricResult } from '../verdict.ts';
import { blankResult } from './blank-result.ts';
import { judgeRatio, type RatioRule } from './judge-ratio.ts';
import { moreForFloor } from './more-tasks.ts';
import { needsText } from './needs-text.ts';
import { withoutData } from './without-data.ts';

const P95 = 0.95;
/** Below 72 there is no finite interval of a p95 at all. */
const FLOOR = 200;
/**
 * A bucket is too wide when its bounds differ by more than three margins: 30 % by default. Within one of ten a decade (26 %) the linear interpolation of a smooth
 * distribution is off by a few percent at most; within those of prom-client's defaults (100 % and more) by half of the value.
 */
const WIDEST = 3;

/**
 * Whether the slowest twentieth got slower: the bootstrap interval of the ratio of both p95. Harm is shown when the interval is above 1 and the ratio above the margin;
 * its absence when the upper bound is within twice the margin.
 */
export function judgeQuantile(
  metric: 'p95Latency' | 'p95FirstChunk',
  measurements: Measurements,
  judging: Judging,
): MetricResult {
  return {
    metric,
    ...blankResult,
    required: judging.margins.required.includes(metric),
    unit: 'ms',
    margin: limitOf(judging),
    ...findingOf(measurements, judging),
  };
}

type Finding = Partial<MetricResult> & Pick<MetricResult, 'verdict' | 'reason'>;

function findingOf(measurements: Measurements, judging: Judging): Finding {
  if (measurements.kind === 'samples') return ofSamples(measurements.samples, judging);
  if (measurements.kind === 'histogram') return ofHistograms(measurements.histograms, judging);
  if (measurements.kind !== 'means') return withoutData(measurements);
  const { canary, stable } = measurements.means;
  return {
    n: { canary: canary.n, stable: stable.n },
    canary: canary.mean,
    stable: stable.mean,
    delta: canary.mean / stable.mean,
    verdict: 'INSUFFICIENT_DATA',
    reason: 'a p95 alone has no interval; give the duration of every task',
  };
}

function ofSamples(samples: Arms<readonly Measured[]>, judging: Judging): Finding {
  const values = {
    canary: samples.canary.map(({ value }) => value),
    stable: samples.stable.map(({ value }) => value),
  };
  const n = { canary: values.canary.length, stable: values.stable.length };
  if (tooFew(n)) {
    return { n, canary: pointOf(values.canary), stable: pointOf(values.stable), ...lacking(n) };
  }
  const { seed, confidence } = judging;
  const estimate = ratioOfQuantiles({ ...values, probability: P95, seed, confidence });
  return { n, ...judgeRatio(estimate, ruleFor(n, judging)) };
}

function ofHistograms(histograms: Arms<Histogram>, judging: Judging): Finding {
  const n = { canary: totalOf(histograms.canary), stable: totalOf(histograms.stable) };
  if (tooFew(n)) return { n, ...lacking(n) };
  const coarse = coarseness(histograms, judging);
  if (coarse !== undefined) return { n, verdict: 'INCONCLUSIVE', reason: coarse };
  const { seed, confidence } = judging;
  const estimate = ratioOfHistogramQuantiles({
    ...histograms,
    probability: P95,
    seed,
    confidence,
  });
  return { n, ...judgeRatio(estimate, ruleFor(n, judging)) };
}

function ruleFor(n: ArmSizes, judging: Judging): RatioRule {
  return {
    n,
    pass: limitOf(judging),
    fail: 1 + judging.margins.latency,
    harm: 'the slowest tasks got slower',
    sureness: harmConfidence(judging),
  };
}

/** What can be said without an interval. */
function pointOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(sorted(values), P95);
}

function limitOf({ margins }: Judging): number {
  return 1 + 2 * margins.latency;
}

function tooFew(n: ArmSizes): boolean {
  return Math.min(n.canary, n.stable) < FLOOR;
}

function lacking(n: ArmSizes): Pick<MetricResult, 'verdict' | 'reason' | 'needed'> {
  const needed = moreForFloor(n, FLOOR);
  const reason = `fewer than ${FLOOR} tasks in an arm; ${needsText(needed)}`;
  return { verdict: 'INSUFFICIENT_DATA', reason, needed };
}

/** Why the buckets are too coarse to tell; undefined when they are not. */
function coarseness(
  histograms: Arms<Histogram>,
  { margins, confidence }: Judging,
): string | undefined {
  const factor = 1 + WIDEST * margins.latency;
  for (const arm of ['canary', 'stable'] as const) {
    const { range, bucket } = findQuantile(histograms[arm], P95, confidence);
    if (range.high === Infinity) return `the p95 of ${arm} may lie beyond the last bucket`;
    if (bucket.high > factor * bucket.low) {
      return `the p95 of ${arm} lies in a bucket from ${seconds(bucket.low)} to ${seconds(bucket.high)}, too wide for a margin of ${(margins.latency * 100).toFixed(0)} %`;
    }
  }
  return undefined;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(3))} s`;
}
