import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/random.ts';
import { sorted } from '../../../../src/core/statistics/quantile.ts';
import { quantileInterval } from '../../../../src/core/statistics/quantile-interval.ts';

const numbers = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => index + 1);

describe(quantileInterval, () => {
  it('gives the order statistics of the normal approximation', () => {
    // 1000 · 0.95 ± 1.96 · √(1000 · 0.95 · 0.05) = 950 ± 13.5
    expect(quantileInterval(numbers(1000), 0.95)).toEqual({ low: 936, high: 964 });
    expect(quantileInterval(numbers(100), 0.5)).toEqual({ low: 40, high: 60 });
  });

  it.each([0, 1, 2, 72])(
    'says nothing of the p95 of %i values: one bound is beyond them',
    (count) => {
      expect(quantileInterval(numbers(count), 0.95)).toBeUndefined();
    },
  );

  it('says nothing where the lower bound is beyond them', () => {
    expect(quantileInterval(numbers(50), 0.05)).toBeUndefined();
  });

  it('is wider for more confidence', () => {
    expect(quantileInterval(numbers(1000), 0.95, 0.99)).toEqual({ low: 932, high: 968 });
  });

  it('has the true quantile in it as often as it says', () => {
    const random = seededRandom('coverage', 1);
    const hits = Array.from({ length: 2000 }, () => {
      const sample = sorted(Array.from({ length: 300 }, () => random()));
      const { low = 1, high = 0 } = quantileInterval(sample, 0.95) ?? {};
      return low <= 0.95 && 0.95 <= high;
    }).filter(Boolean).length;
    expect(hits / 2000).toBeGreaterThan(0.94);
    expect(hits / 2000).toBeLessThan(0.985);
  });
});
