import { describe, expect, it } from 'vitest';
import { quantile, sorted } from '../../../../src/core/statistics/quantile.ts';
import { rankInterval } from '../../../../src/core/statistics/rank-interval.ts';
import { seededRandom } from '../../../../src/core/random.ts';

const upTo = (n: number): Float64Array => Float64Array.from({ length: n }, (_, index) => index + 1);

describe(rankInterval, () => {
  it.each([
    // n p ± 1.96 √(n p (1 − p)): 95 ± 4.27 of 100, 950 ± 13.5 of 1000, 50 ± 9.8 of 100.
    [100, 0.95, { low: 90, high: Infinity }],
    [1000, 0.95, { low: 936, high: 965 }],
    [100, 0.5, { low: 40, high: 61 }],
  ])('of %i values at %d is two order statistics', (n, probability, expected) => {
    expect(rankInterval(upTo(n), probability)).toEqual(expected);
  });

  it('has no bound where there are too few values', () => {
    expect(rankInterval(upTo(2), 0.5)).toEqual({ low: -Infinity, high: Infinity });
  });

  it('is narrower where less confidence is asked for', () => {
    expect(rankInterval(upTo(1000), 0.95, 0.5)).toEqual({ low: 945, high: 956 });
  });

  it('covers the true quantile about as often as it says', () => {
    const random = seededRandom('coverage', 1);
    const rounds = 1000;
    let [covered, above] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const values = sorted(Array.from({ length: 400 }, () => random()));
      const { low, high } = rankInterval(values, 0.95);
      expect(quantile(values, 0.95)).toBeGreaterThanOrEqual(low);
      if (low <= 0.95 && 0.95 <= high) covered += 1;
      if (high < 0.95) above += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.93);
    expect(above / rounds).toBeLessThan(0.04);
  });
});
