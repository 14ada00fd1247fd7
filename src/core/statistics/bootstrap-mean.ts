import { type Random, seededRandom } from '../random.ts';
import { logDeviation, percentileInterval, type RatioEstimate } from './bootstrap-quantile.ts';
import { meanOf, sorted } from './quantile.ts';

/** Tasks of one kind in both arms. */
interface Stratum {
  readonly name: string;
  /** At least one value. */
  readonly canary: readonly number[];
  /** At least one value. */
  readonly stable: readonly number[];
}

/** What {@link ratioOfMeans} compares, and how. */
export interface MeanRatioInput {
  /** At least one. */
  readonly strata: readonly Stratum[];
  readonly seed: number;
  readonly rounds?: number;
  readonly confidence?: number;
}

const ROUNDS = 2000;

/**
 * The ratio of two arithmetic means, canary to stable, and its percentile bootstrap. Every stratum counts by its share of all tasks, in both arms alike, so
 * that a different mix of tasks is no difference; values are drawn within their stratum. The order of values and strata does not matter.
 */
export function ratioOfMeans(input: MeanRatioInput): RatioEstimate {
  const { seed, rounds = ROUNDS, confidence = 0.95 } = input;
  const strata = input.strata
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((stratum) => ({
      weight: stratum.canary.length + stratum.stable.length,
      canary: sorted(stratum.canary),
      stable: sorted(stratum.stable),
    }));
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  const canaryRandom = seededRandom('canary', seed);
  const stableRandom = seededRandom('stable', seed);
  const weighted = (mean: (stratum: (typeof strata)[number]) => number): number =>
    strata.reduce((sum, stratum) => sum + (stratum.weight / total) * mean(stratum), 0);
  const ratios = Array.from(
    { length: rounds },
    () =>
      weighted(({ canary }) => resampledMean(canary, canaryRandom)) /
      weighted(({ stable }) => resampledMean(stable, stableRandom)),
  );
  const canary = weighted((stratum) => meanOf(stratum.canary));
  const stable = weighted((stratum) => meanOf(stratum.stable));
  return {
    canary,
    stable,
    ratio: canary / stable,
    interval: percentileInterval(ratios, confidence),
    logDeviation: logDeviation(ratios),
  };
}

function resampledMean(values: Float64Array, random: Random): number {
  let sum = 0;
  for (let drawn = 0; drawn < values.length; drawn += 1) {
    sum += Number(values[Math.floor(random() * values.length)]);
  }
  return sum / values.length;
}
