import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/random.ts';
import type { Interval } from '../../../../src/core/statistics/interval.ts';
import { type Pair, ratioOfSums } from '../../../../src/core/statistics/ratio-of-sums.ts';

const seeded = { seed: 1 };

function pairs(count: number, seed: number): readonly Pair[] {
  const random = seededRandom('costs', seed);
  return Array.from({ length: count }, () => {
    const whole = 1 + random() * 9;
    // A twentieth is thirty times as dear: the mean ratio is 0.5 × 0.95 + 15 × 0.05 = 1.225.
    return { whole, part: whole * (random() < 0.05 ? 15 : 0.5) };
  });
}

const width = ({ low, high }: Interval): number => high - low;

describe(ratioOfSums, () => {
  it('of pairs that all have one ratio is that ratio', () => {
    const same = [1, 5, 9].map((whole) => ({ whole, part: whole / 4 }));
    expect(ratioOfSums(same, seeded)).toEqual({ low: 0.25, high: 0.25 });
  });

  it('is the same for the same seed, and another one for another', () => {
    const some = pairs(60, 1);
    expect(ratioOfSums(some, seeded)).toEqual(ratioOfSums(some, seeded));
    expect(ratioOfSums(some, { seed: 2 })).not.toEqual(ratioOfSums(some, seeded));
  });

  it('covers the true ratio about as often as it says, also where a few are much dearer', () => {
    const rounds = 40;
    const covered = Array.from({ length: rounds }, (_, seed) =>
      ratioOfSums(pairs(400, seed), { seed, confidence: 0.9 }),
    ).filter(({ low, high }) => low <= 1.225 && 1.225 <= high).length;
    expect(covered / rounds).toBeGreaterThan(0.8);
    expect(covered / rounds).toBeLessThan(0.99);
  });

  it('is wider for fewer pairs', () => {
    expect(width(ratioOfSums(pairs(50, 3), seeded))).toBeGreaterThan(
      width(ratioOfSums(pairs(5000, 3), seeded)),
    );
  });

  it('is as wide for many pairs as their number says', () => {
    // The ratio varies from sample to sample by sqrt(0.05 × 0.95) × 14.5 × sqrt(E(whole²) / n) / E(whole): 0.0249 for 20,000.
    const { low, high } = ratioOfSums(pairs(20_000, 4), seeded);
    const expected = (2 * 1.96 * 14.5 * Math.sqrt(0.05 * 0.95 * (36.75 / 20_000))) / 5.5;
    expect((high - low) / expected).toBeGreaterThan(0.85);
    expect((high - low) / expected).toBeLessThan(1.15);
  });
});
