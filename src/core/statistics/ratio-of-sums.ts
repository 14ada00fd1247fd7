import { seededRandom } from '../random.ts';
import { percentileInterval } from './bootstrap-quantile.ts';
import type { Interval } from './interval.ts';

/** Two amounts of one thing, such as what a task cost and what it would have cost elsewhere. */
export interface Pair {
  readonly part: number;
  readonly whole: number;
}

const ROUNDS = 2000;
/** More pairs are put together to so many groups of one size: the sums of groups vary as those of pairs do, and cost less to draw. */
const GROUPS = 1000;

/**
 * The percentile bootstrap of the ratio of two sums over the same things: both amounts of one are drawn together.
 * @param pairs at least one; their wholes do not add up to 0
 */
export function ratioOfSums(
  pairs: readonly Pair[],
  { seed, confidence = 0.95 }: { readonly seed: number; readonly confidence?: number },
): Interval {
  const random = seededRandom('pairs', seed);
  const length = Math.min(pairs.length, GROUPS);
  const parts = new Float64Array(length);
  const wholes = new Float64Array(length);
  for (const [index, { part, whole }] of pairs.entries()) {
    const group = index % length;
    parts[group] = Number(parts[group]) + part;
    wholes[group] = Number(wholes[group]) + whole;
  }
  const ratios = Array.from({ length: ROUNDS }, () => {
    let [part, whole] = [0, 0];
    for (let drawn = 0; drawn < length; drawn += 1) {
      const index = Math.floor(random() * length);
      part += Number(parts[index]);
      whole += Number(wholes[index]);
    }
    return part / whole;
  });
  return percentileInterval(ratios, confidence);
}
