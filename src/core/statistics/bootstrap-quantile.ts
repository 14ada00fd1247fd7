import { type Random, seededRandom } from '../random.ts';
import { betaSampler } from './beta-sampler.ts';
import type { Interval } from './interval.ts';
import { type Histogram, totalOf, valueAtRank } from './histogram.ts';
import { between, meanOf, quantile, sorted } from './quantile.ts';

/** What {@link ratioOfQuantiles} compares, and how. */
interface QuantileRatioInput<Values = readonly number[]> {
  readonly canary: Values;
  readonly stable: Values;
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
  /** The standard deviation of the natural logarithm of what the bootstrap drew. */
  readonly logDeviation: number;
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
  const canary = sorted(input.canary);
  const stable = sorted(input.stable);
  const { probability } = input;
  return estimate(input, {
    canary: {
      own: quantile(canary, probability),
      size: canary.length,
      valueAt: valueIn(canary),
    },
    stable: { own: quantile(stable, probability), size: stable.length, valueAt: valueIn(stable) },
  });
}

/**
 * The same for values of which only a histogram is left: they count as spread evenly within their buckets.
 * @param input the quantiles of both histograms are within their finite buckets
 */
export function ratioOfHistogramQuantiles(input: QuantileRatioInput<Histogram>): RatioEstimate {
  const armOf = (histogram: Histogram): ResampledArm => {
    const size = totalOf(histogram);
    return {
      own: valueAtRank(histogram, input.probability * size),
      size,
      valueAt: (uniform) => valueAtRank(histogram, uniform * size),
    };
  };
  return estimate(input, { canary: armOf(input.canary), stable: armOf(input.stable) });
}

function valueIn(ascending: Float64Array): (uniform: number) => number {
  const last = ascending.length - 1;
  // A draw next to 1 may be rounded to it.
  return (uniform) => between(ascending, Math.min(Math.floor(uniform * ascending.length), last), 0);
}

/** A sample as far as drawing from it goes. */
interface ResampledArm {
  /** The quantile of the sample itself. */
  readonly own: number;
  readonly size: number;
  /** The value at a place of the ordered sample, from 0 to 1. */
  readonly valueAt: (uniform: number) => number;
}

function estimate(
  {
    probability,
    seed,
    rounds = ROUNDS,
    confidence = 0.95,
  }: Omit<QuantileRatioInput, 'canary' | 'stable'>,
  { canary, stable }: { readonly canary: ResampledArm; readonly stable: ResampledArm },
): RatioEstimate {
  const drawCanary = resampledQuantile(canary, probability, seededRandom('canary', seed));
  const drawStable = resampledQuantile(stable, probability, seededRandom('stable', seed));
  const ratios = Array.from({ length: rounds }, () => drawCanary() / drawStable());
  return {
    canary: canary.own,
    stable: stable.own,
    ratio: canary.own / stable.own,
    interval: percentileInterval(ratios, confidence),
    logDeviation: logDeviation(ratios),
  };
}

/** The middle part of what a bootstrap drew. */
export function percentileInterval(drawn: readonly number[], confidence: number): Interval {
  const ascending = sorted(drawn);
  const tail = (1 - confidence) / 2;
  return { low: quantile(ascending, tail), high: quantile(ascending, 1 - tail) };
}

/** How far ratios are spread, on the scale on which half and twice are as far off. */
export function logDeviation(ratios: readonly number[]): number {
  const logs = ratios.map((ratio) => Math.log(ratio));
  const mean = meanOf(logs);
  return Math.sqrt(meanOf(logs.map((log) => (log - mean) ** 2)));
}

function resampledQuantile(
  { size, valueAt }: ResampledArm,
  probability: number,
  random: Random,
): () => number {
  const beta = betaSampler(random);
  const position = (size - 1) * probability;
  const rank = Math.floor(position) + 1;
  const fraction = position - Math.floor(position);
  return () => {
    const lower = beta(rank, size - rank + 1);
    if (fraction === 0) return valueAt(lower);
    // Given the lower one, the next is the smallest of the others that lie above it.
    const upper = 1 - (1 - lower) * (1 - random()) ** (1 / (size - rank));
    const low = valueAt(lower);
    return low + fraction * (valueAt(upper) - low);
  };
}
