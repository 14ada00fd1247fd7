import { type Counts, rateOf } from './counts.ts';
import type { Interval } from './interval.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * The interval of the difference of two independent proportions, first minus second: the square-and-add method on Wilson's intervals, without continuity
 * correction (R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10).
 * @returns from -1 to 1
 */
export function newcombeInterval(first: Counts, second: Counts, confidence = 0.95): Interval {
  const a = { rate: rateOf(first), ...wilsonInterval(first, confidence) };
  const b = { rate: rateOf(second), ...wilsonInterval(second, confidence) };
  const difference = a.rate - b.rate;
  return {
    low: difference - Math.hypot(a.rate - a.low, b.high - b.rate),
    high: difference + Math.hypot(a.high - a.rate, b.rate - b.low),
  };
}
