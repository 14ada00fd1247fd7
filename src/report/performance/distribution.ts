import { quantile, sorted } from '../../core/statistics/quantile.ts';
import { quantileInterval } from '../../core/statistics/quantile-interval.ts';
import type { Distribution } from './performance-report.ts';

const PER_DECADE = 10;
/** What is faster is drawn as if it took so long: a logarithm has no 0. */
const SHORTEST_MS = 0.1;

/** How values are distributed; null without any. */
export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null;
  const ascending = sorted(values);
  const at = (probability: number): number => quantile(ascending, probability);
  return {
    n: ascending.length,
    min: at(0),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    p95Interval: quantileInterval(ascending, 0.95) ?? null,
    buckets: bucketsOf(ascending),
  };
}

function bucketsOf(ascending: Float64Array): Distribution['buckets'] {
  const places = Array.from(ascending, placeOf);
  const first = Math.min(...ends(places));
  const counts = Array.from({ length: Math.max(...ends(places)) - first + 1 }, () => 0);
  for (const place of places) counts[place - first] = (counts[place - first] ?? 0) + 1;
  return counts.map((count, index) => ({
    low: boundOf(first + index),
    high: boundOf(first + index + 1),
    count,
  }));
}

/** They are in order. */
function ends(places: readonly number[]): readonly number[] {
  return [places[0] ?? 0, places.at(-1) ?? 0];
}

/** Which bucket a value is in. */
function placeOf(value: number): number {
  return Math.floor(Number((PER_DECADE * Math.log10(Math.max(value, SHORTEST_MS))).toFixed(9)));
}

function boundOf(place: number): number {
  return Number((10 ** (place / PER_DECADE)).toPrecision(6));
}
