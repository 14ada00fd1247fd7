import type { Interval } from './interval.ts';
import { zOf } from './normal-quantile.ts';

/**
 * The order statistics that a quantile lies between, whatever the distribution: how many values lie below it is binomial (W. J. Conover, 1999), here by its
 * normal approximation.
 * @param ascending sorted
 * @param probability above 0 and below 1
 * @returns undefined where there are too few values for both bounds
 */
export function quantileInterval(
  ascending: Float64Array,
  probability: number,
  confidence = 0.95,
): Interval | undefined {
  const count = ascending.length;
  const spread = zOf(confidence) * Math.sqrt(count * probability * (1 - probability));
  const low = Math.floor(count * probability - spread);
  const high = Math.ceil(count * probability + spread);
  if (low < 1 || high > count) return undefined;
  return { low: Number(ascending[low - 1]), high: Number(ascending[high - 1]) };
}
