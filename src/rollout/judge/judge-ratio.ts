import type { RatioEstimate } from '../../core/statistics/bootstrap-quantile.ts';
import { normalQuantile } from '../../core/statistics/normal-quantile.ts';
import type { ArmSizes, MetricResult } from '../verdict.ts';
import { moreForRatio } from './more-tasks.ts';
import { needsText } from './needs-text.ts';

/** Where the bounds are, and how it is said. */
export interface RatioRule {
  readonly n: ArmSizes;
  /** The largest upper bound that passes. */
  readonly pass: number;
  /** A ratio above it is harm, once the interval is above 1. */
  readonly fail: number;
  /** What is said of harm. */
  readonly harm: string;
  /** How sure harm has to be where there are many looks; see {@link harmConfidence}. */
  readonly sureness: number | undefined;
}

/** Judges a ratio of canary to stable by its interval. */
export function judgeRatio(
  estimate: RatioEstimate,
  rule: RatioRule,
): Pick<
  MetricResult,
  'canary' | 'stable' | 'delta' | 'interval' | 'margin' | 'verdict' | 'reason' | 'needed'
> {
  const { canary, stable, ratio, interval } = estimate;
  const { n, pass, fail, harm } = rule;
  const values = { canary, stable, margin: pass };
  if (![ratio, interval.low, interval.high].every(Number.isFinite)) {
    const reason = 'stable has values of 0 only: there is no ratio';
    return { ...values, delta: null, interval: null, verdict: 'ERROR', reason, needed: null };
  }
  const measured = { ...values, delta: ratio, interval };
  const { high } = interval;
  const atLeast = lowerBound(estimate, rule);
  if (atLeast > 1 && ratio > fail) {
    const reason = `${harm}: ${times(ratio)} (${times(atLeast)} to ${times(high)})`;
    return { ...measured, verdict: 'FAIL', reason, needed: null };
  }
  if (high <= pass) {
    const reason = `at most ${times(high)}, ${times(pass)} is allowed`;
    return { ...measured, verdict: 'PASS', reason, needed: null };
  }
  const needed = moreForRatio(n, { ratio, high, limit: pass });
  const reason = `up to ${times(high)} cannot be excluded, ${times(pass)} is allowed; ${needsText(needed)}`;
  return { ...measured, verdict: 'INCONCLUSIVE', reason, needed };
}

/** What the ratio is at least. Far out, a bootstrap has drawn too few: its spread on the logarithmic scale tells more. */
function lowerBound({ ratio, interval, logDeviation }: RatioEstimate, rule: RatioRule): number {
  if (rule.sureness === undefined) return interval.low;
  return Math.min(interval.low, ratio * Math.exp(-normalQuantile(rule.sureness) * logDeviation));
}

/** As `1.07 ×`. */
export function times(ratio: number): string {
  return `${Number(ratio.toPrecision(3))} ×`;
}
