import { seededRandom } from '../../random.ts';
import { sumOf } from './sum-of.ts';

/** The bounds of a confidence interval, the lower one first. */
export type Interval = readonly [low: number, high: number];

const ROUNDS = 2000;
const TAIL = 0.025;

/** The 95 % interval of a mean, by the percentiles of means of samples drawn with replacement. The same for the same values. */
export function bootstrap(values: readonly number[]): Interval {
  const random = seededRandom('bootstrap');
  const drawn = (): number => Number(values.at(Math.floor(random() * values.length)));
  const means = Array.from({ length: ROUNDS }, () => sumOf(values, drawn) / values.length).toSorted(
    (a, b) => a - b,
  );
  const at = (share: number): number => Number(means.at(Math.floor(share * ROUNDS)));
  return [at(TAIL), at(1 - TAIL)];
}
