import type { Counts } from './counts.ts';
import type { Interval } from './interval.ts';
import { zOf } from './normal-quantile.ts';

/**
 * The score interval of a proportion (E. B. Wilson, 1927), without continuity correction.
 * @param counts at least one trial
 */
export function wilsonInterval({ trials, events }: Counts, confidence = 0.95): Interval {
  const square = zOf(confidence) ** 2;
  const middle = 2 * events + square;
  const half = Math.sqrt(square * (square + (4 * events * (trials - events)) / trials));
  const scale = 2 * (trials + square);
  return {
    // What is 0 or 1 by the formula is so in spite of rounding.
    low: events === 0 ? 0 : (middle - half) / scale,
    high: events === trials ? 1 : (middle + half) / scale,
  };
}
