import type { Interval } from './interval.ts';
import { zOf } from './normal-quantile.ts';

/**
 * The interval of a quantile without any assumption on the values: two order statistics, because the number of values below the true quantile is binomial
 * (here by its normal approximation, as in {@link findQuantile}).
 * @param ascending sorted, at least one number
 * @param probability above 0 and below 1
 * @returns `low` is -Infinity, and `high` Infinity, where so few values have no such bound
 */
export function rankInterval(
  ascending: Float64Array,
  probability: number,
  confidence = 0.95,
): Interval {
  const n = ascending.length;
  const spread = zOf(confidence) * Math.sqrt(n * probability * (1 - probability));
  return {
    low: ascending[Math.floor(n * probability - spread) - 1] ?? -Infinity,
    high: ascending[Math.ceil(n * probability + spread)] ?? Infinity,
  };
}
