import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/random.ts';

const draw = (count: number, ...seed: readonly (string | number)[]): readonly number[] => {
  const random = seededRandom(...seed);
  return Array.from({ length: count }, () => random());
};

/** How far the counts of a hundred equal bins are from even. */
const chiSquared = (numbers: readonly number[]): number => {
  const counts = Array.from({ length: 100 }, () => 0);
  for (const number of numbers) {
    const bin = Math.floor(number * 100);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const expected = numbers.length / 100;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

describe(seededRandom, () => {
  // From an implementation of sfc32 and FNV-1a in Python's unbounded integers.
  it.each([
    [[1], [1_262_460_503, 2_657_285_285, 1_059_376_081, 4_151_798_494]],
    [
      [7, 'faults', 12],
      [3_689_272_308, 2_661_664_894, 3_556_052_065, 1_653_005_759],
    ],
    [['é漢'], [119_824_566, 698_320_061, 500_464_758, 306_831_262]],
  ])('gives for %j the numbers of the reference', (seed, expected) => {
    expect(draw(4, ...seed)).toEqual(expected.map((word) => word / 2 ** 32));
  });

  it('tells seeds apart that look alike', () => {
    const firsts = [['1'], [1], [1, ''], ['', 1], [11], [1, 1], [2]].map(
      (seed) => draw(1, ...seed)[0],
    );
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('spreads its numbers evenly, also the first ones of neighbouring seeds', () => {
    const firsts = Array.from({ length: 100_000 }, (_, index) => draw(1, index)[0] ?? -1);
    // 99 degrees of freedom: outside of these bounds once in ten thousand good generators.
    for (const statistic of [chiSquared(draw(100_000, 'long')), chiSquared(firsts)]) {
      expect(statistic).toBeGreaterThan(54);
      expect(statistic).toBeLessThan(161);
    }
  });

  it('has no memory from one number to the next', () => {
    const numbers = draw(100_000, 'pairs');
    const products = numbers.slice(1).map((number, index) => number * (numbers[index] ?? 0));
    const mean = products.reduce((sum, product) => sum + product, 0) / products.length;
    expect(Math.abs(mean - 0.25)).toBeLessThan(0.005);
  });
});
