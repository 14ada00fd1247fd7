import type { Interval } from './interval.ts';
import { zOf } from './normal-quantile.ts';

/** One bucket: how many lie above the bound of the one before it, and not above its own. */
interface Bucket {
  /** The last one is Infinity. */
  readonly upper: number;
  readonly count: number;
}

/** Buckets in the order of their bounds; the first one starts at 0. */
export type Histogram = readonly Bucket[];

/** Where a quantile lies. */
export interface QuantilePlace {
  /** The bucket; `high` is Infinity when it is beyond the last bound. */
  readonly bucket: Interval;
  /** Linear within the bucket, as Prometheus does it; undefined beyond the last bound. */
  readonly estimate: number | undefined;
  /** The bounds of all buckets that it can lie in, as far as chance goes. */
  readonly range: Interval;
}

/** How many there are. */
export function totalOf(histogram: Histogram): number {
  return histogram.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Finds a quantile as far as the buckets tell.
 * @param histogram with at least one value
 * @param probability above 0 and below 1
 */
export function findQuantile(
  histogram: Histogram,
  probability: number,
  confidence = 0.95,
): QuantilePlace {
  const total = totalOf(histogram);
  const rank = total * probability;
  // The number of values below the true quantile is binomial.
  const spread = zOf(confidence) * Math.sqrt(rank * (1 - probability));
  const at = bucketAt(histogram, rank);
  const estimate = valueIn(at);
  return {
    bucket: at.bucket,
    estimate: Number.isFinite(estimate) ? estimate : undefined,
    range: {
      low: bucketAt(histogram, Math.max(rank - spread, 0)).bucket.low,
      high: bucketAt(histogram, Math.min(rank + spread, total)).bucket.high,
    },
  };
}

/**
 * The value that so many others are not above, linear within its bucket; Infinity beyond the last bound.
 * @param rank from 0 to {@link totalOf}
 */
export function valueAtRank(histogram: Histogram, rank: number): number {
  return valueIn(bucketAt(histogram, rank));
}

interface Place {
  readonly bucket: Interval;
  /** How far into the bucket, 0 to 1. */
  readonly fraction: number;
}

function valueIn({ bucket, fraction }: Place): number {
  return bucket.high === Infinity ? Infinity : bucket.low + (bucket.high - bucket.low) * fraction;
}

function bucketAt(histogram: Histogram, rank: number): Place {
  let below = 0;
  let low = 0;
  let found = { bucket: { low: 0, high: Infinity }, fraction: 0 };
  for (const { upper, count } of histogram) {
    if (count > 0 && (rank > below || below === 0)) {
      found = { bucket: { low, high: upper }, fraction: (rank - below) / count };
    }
    below += count;
    low = upper;
  }
  return found;
}
