import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, quantile, sorted } from '../../../../src/core/statistics/quantile.ts';
import { theilSenSlope } from '../../../../src/core/statistics/theil-sen.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});

describe(quantile, () => {
  // quantile(x, p, type = 7) of R 4.
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 9.55],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.25, 3.25],
    [[3, 1, 2], 0.5, 2],
    [[4, 1], 0.95, 3.85],
    [[7], 0.95, 7],
    [[7, 9], 1, 9],
    [[7, 9], 0, 7],
  ])('of %j at %f is %f', (values, probability, expected) => {
    expect(quantile(sorted(values), probability)).toBeCloseTo(expected, 12);
  });

  it('grows with the probability and with every value, and stays between the ends', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const ascending = sorted(values);
        const found = quantile(ascending, p);
        expect(found).toBeGreaterThanOrEqual(Math.min(...values));
        expect(found).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(ascending, Math.min(1, p + 0.1))).toBeGreaterThanOrEqual(found);
        expect(quantile(sorted(values.map((value) => value + 1)), p)).toBeCloseTo(found + 1, 6);
      }),
    );
  });
});

describe(meanOf, () => {
  it('adds and divides', () => {
    expect(meanOf([1, 2, 6])).toBe(3);
    expect(meanOf([])).toBeNaN();
  });
});

describe(theilSenSlope, () => {
  it("agrees with Sen's example", () => {
    // P. K. Sen, Journal of the American Statistical Association 63 (1968) 1379-1389.
    const x = [1, 2, 3, 4, 10, 12, 18];
    const y = [9, 15, 19, 20, 45, 55, 78];
    expect(theilSenSlope(x.map((at, index) => ({ x: at, y: y[index] ?? 0 })))).toBe(4);
  });

  it('is not bent by a few outliers, however many points there are', () => {
    const line = Array.from({ length: 3000 }, (_, x) => ({ x, y: x % 10 === 3 ? 1e9 : 2 * x + 5 }));
    expect(theilSenSlope(line)).toBeCloseTo(2, 2);
  });

  it('is unknown where no two points differ in x', () => {
    expect(theilSenSlope([{ x: 1, y: 1 }])).toBeNaN();
    expect(
      theilSenSlope([
        { x: 1, y: 1 },
        { x: 1, y: 2 },
      ]),
    ).toBeNaN();
  });
});
