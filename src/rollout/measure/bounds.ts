import { type Counts, rateOf } from '../../core/statistics/counts.ts';
import { findQuantile, totalOf } from '../../core/statistics/histogram.ts';
import type { Interval } from '../../core/statistics/interval.ts';
import { quantile, sorted } from '../../core/statistics/quantile.ts';
import { rankInterval } from '../../core/statistics/rank-interval.ts';
import { wilsonInterval } from '../../core/statistics/wilson.ts';
import type { Latencies } from './fleet-reading.ts';

/** A measurement against a limit that it may not pass. */
export interface Bound {
  /** `within` and `beyond` are shown: the whole interval lies on that side. */
  readonly verdict: 'within' | 'beyond' | 'undecided';
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Tasks, streams, … */
  readonly n: number;
  /** About how many more it takes, if nothing changes; null when none are needed or no number would do. */
  readonly needed: number | null;
}

/** How much there has to be before anything is said, and how sure it has to be. */
export interface BoundRules {
  readonly confidence: number;
  /** To be within. */
  readonly enough: number;
  /** To be beyond. */
  readonly failing: { readonly trials: number; readonly events: number };
}

/** One failure in one task is no proof. */
export const gateRules: BoundRules = {
  confidence: 0.95,
  enough: 100,
  failing: { trials: 20, events: 3 },
};

/** Beyond so many times as many, "more" is no advice. */
const MOST_TIMES = 10_000;
const PRECISION = 0.01;

/** Whether a share is at most so high, by Wilson's interval. */
export function rateAtMost(counts: Counts, limit: number, rules: BoundRules = gateRules): Bound {
  const { trials, events } = counts;
  const needed = moreForRate(counts, limit, rules);
  if (trials === 0) return { verdict: 'undecided', value: null, interval: null, n: 0, needed };
  const interval = wilsonInterval(counts, rules.confidence);
  const found = { value: rateOf(counts), interval, n: trials };
  if (trials >= rules.enough && interval.high <= limit) {
    return { ...found, verdict: 'within', needed: null };
  }
  const provable = trials >= rules.failing.trials && events >= rules.failing.events;
  if (provable && interval.low > limit) return { ...found, verdict: 'beyond', needed: null };
  return { ...found, verdict: 'undecided', needed };
}

/** About how many more trials it takes to be within, if the rate stays; null when the rate itself is too high. */
function moreForRate({ trials, events }: Counts, limit: number, rules: BoundRules): number | null {
  const rate = trials === 0 ? 0 : events / trials;
  const passes = (n: number): boolean =>
    wilsonInterval({ trials: n, events: rate * n }, rules.confidence).high <= limit;
  let low = Math.max(trials, rules.enough);
  if (passes(low)) return low - trials;
  let high = low * MOST_TIMES;
  if (!passes(high)) return null;
  while (high / low > 1 + PRECISION) {
    const middle = Math.sqrt(low * high);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return Math.ceil(high) - trials;
}

/** What is asked of times. Milliseconds. */
export interface LatencyLimit {
  /** 0 to 1, such as 0.95. */
  readonly probability: number;
  readonly limit: number;
  /** So few say nothing. */
  readonly floor: number;
  readonly confidence?: number;
}

/** Whether a quantile of times is at most so high: by order statistics, or by the buckets that it can lie in. */
export function latencyAtMost(
  latencies: Latencies,
  { probability, limit, floor, confidence = 0.95 }: LatencyLimit,
): Bound {
  const n = sizeOf(latencies);
  if (n === 0) return { verdict: 'undecided', value: null, interval: null, n, needed: floor };
  const { value, interval } = quantileOf(latencies, probability, confidence);
  if (n < floor) return { verdict: 'undecided', value, interval, n, needed: floor - n };
  const found = { value, interval, n, needed: null };
  if (interval.high <= limit) return { ...found, verdict: 'within' };
  return { ...found, verdict: interval.low >= limit ? 'beyond' : 'undecided' };
}

function sizeOf(latencies: Latencies): number {
  return latencies.kind === 'samples' ? latencies.values.length : totalOf(latencies.histogram);
}

function quantileOf(
  latencies: Latencies,
  probability: number,
  confidence: number,
): { readonly value: number | null; readonly interval: Interval } {
  if (latencies.kind === 'samples') {
    const ascending = sorted(latencies.values);
    return {
      value: quantile(ascending, probability),
      interval: rankInterval(ascending, probability, confidence),
    };
  }
  const { estimate, range } = findQuantile(latencies.histogram, probability, confidence);
  return { value: estimate ?? null, interval: range };
}
