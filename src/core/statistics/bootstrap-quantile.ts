import { type Random, seededRandom } from '../random.ts';
import { betaSampler } from './beta-sampler.ts';
import type { Interval } from './interval.ts';
import { between, quantile, sorted } from './quantile.ts';

/** What {@link ratioOfQuantiles} compares, and how. */
export interface QuantileRatioInput {
  readonly canary: readonly number[];
  readonly stable: readonly number[];
  /** 0 to 1, such as 0.95. */
  readonly probability: number;
  readonly seed: number;
  readonly rounds?: number;
  readonly confidence?: number;
}

/** A ratio, first of the sample itself, and its bootstrap interval. */
export interface RatioEstimate {
  readonly canary: number;
  readonly stable: number;
  readonly ratio: number;
  readonly interval: Interval;
}

const ROUNDS = 2000;

/**
 * The ratio of two quantiles of type 7, canary to stable, and the percentile bootstrap of it. The order of the values does not matter, and the same values
 * and seed give the same interval.
 *
 * A quantile of a sample that is drawn with replacement lies between two order statistics of as many uniform numbers; these are drawn directly, from the beta
 * distribution: the same distribution as drawing every value anew, at a cost that does not depend on how many there are.
 */
export function ratioOfQuantiles(input: QuantileRatioInput): RatioEstimate {
  const { probability, seed, rounds = ROUNDS, confidence = 0.95 } = input;
  const canary = sorted(input.canary);
  const stable = sorted(input.stable);
  const drawCanary = resampledQuantile(canary, probability, seededRandom('canary', seed));
  const drawStable = resampledQuantile(stable, probability, seededRandom('stable', seed));
  const ratios = Array.from({ length: rounds }, () => drawCanary() / drawStable());
  const own = { canary: quantile(canary, probability), stable: quantile(stable, probability) };
  return {
    ...own,
    ratio: own.canary / own.stable,
    interval: percentileInterval(ratios, confidence),
  };
}

/** The middle part of what a bootstrap drew. */
export function percentileInterval(drawn: readonly number[], confidence: number): Interval {
  const ascending = sorted(drawn);
  const tail = (1 - confidence) / 2;
  return { low: quantile(ascending, tail), high: quantile(ascending, 1 - tail) };
}

function resampledQuantile(
  ascending: Float64Array,
  probability: number,
  random: Random,
): () => number {
  const beta = betaSampler(random);
  const n = ascending.length;
  const position = (n - 1) * probability;
  const rank = Math.floor(position) + 1;
  const fraction = position - Math.floor(position);
  // A draw next to 1 may be rounded to it.
  const valueAt = (uniform: number): number =>
    between(ascending, Math.min(Math.floor(uniform * n), n - 1), 0);
  return () => {
    const lower = beta(rank, n - rank + 1);
    if (fraction === 0) return valueAt(lower);
    // Given the lower one, the next is the smallest of the n - rank that lie above it.
    const upper = 1 - (1 - lower) * (1 - random()) ** (1 / (n - rank));
    const low = valueAt(lower);
    return low + fraction * (valueAt(upper) - low);
  };
}
