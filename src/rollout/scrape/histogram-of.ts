import type { Histogram } from '../../core/statistics/histogram.ts';
import type { Arm, Arms, Measurements } from '../evidence.ts';
import type { Growth } from './growth.ts';

/**
 * The histograms of both arms: what the buckets of all processes grew by, summed up, and only then looked at.
 * @param name without `_bucket`, in seconds
 */
export function histogramsOf(growths: readonly Growth[], name: string): Measurements {
  const buckets = growths.filter(
    ({ name: of, labels }) => of === `${name}_bucket` && labels['status'] !== 'cancelled',
  );
  if (buckets.length === 0) return { kind: 'absent', reason: `there is no ${name}` };
  const histograms: Arms<Histogram | undefined> = {
    canary: histogramOf(buckets, 'canary'),
    stable: histogramOf(buckets, 'stable'),
  };
  const { canary, stable } = histograms;
  return canary === undefined || stable === undefined
    ? { kind: 'unusable', reason: `the buckets of ${name} do not fit together` }
    : { kind: 'histogram', histograms: { canary, stable } };
}

const MS = 1000;

/** Undefined where buckets are not cumulative, or have no bound. */
function histogramOf(growths: readonly Growth[], arm: Arm): Histogram | undefined {
  const cumulative = new Map<number, number>();
  for (const { arm: of, labels, increase } of growths) {
    if (of !== arm) continue;
    const text = labels['le'];
    const bound = text === '+Inf' ? Infinity : Number(text);
    cumulative.set(bound, (cumulative.get(bound) ?? 0) + increase);
  }
  const ordered = [...cumulative].toSorted(([a], [b]) => a - b);
  if (ordered.some(([bound]) => Number.isNaN(bound))) return undefined;
  if (ordered.length > 0 && ordered.at(-1)?.[0] !== Infinity) return undefined;
  const buckets = ordered.map(([bound, count], index) => ({
    upper: bound * MS,
    count: count - (ordered[index - 1]?.[1] ?? 0),
  }));
  return buckets.every(({ count }) => count >= 0) ? buckets : undefined;
}
