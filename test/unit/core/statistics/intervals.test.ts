import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counts } from '../../../../src/core/statistics/counts.ts';
import { newcombeInterval } from '../../../../src/core/statistics/newcombe.ts';
import { normalQuantile, zOf } from '../../../../src/core/statistics/normal-quantile.ts';
import { wilsonInterval } from '../../../../src/core/statistics/wilson.ts';

const of = (events: number, trials: number): Counts => ({ events, trials });

const counts = fc
  .integer({ min: 1, max: 2000 })
  .chain((trials) =>
    fc.integer({ min: 0, max: trials }).map((events): Counts => ({ trials, events })),
  );

describe(normalQuantile, () => {
  // qnorm() of R 4, and the two check values of Wichura's paper (0.25 and 0.001).
  it.each([
    [0.5, 0],
    [0.25, -0.674_489_750_196_081_7],
    [0.001, -3.090_232_306_167_813],
    [0.9, 1.281_551_565_544_600_4],
    [0.975, 1.959_963_984_540_054],
    [0.995, 2.575_829_303_548_900_4],
    [1e-10, -6.361_340_902_404_056],
    [1e-20, -9.262_340_089_798_41],
  ])('of %f is %f', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 12);
  });

  it('grows with the confidence', () => {
    expect([0.9, 0.95, 0.99].map((confidence) => zOf(confidence).toFixed(3))).toEqual([
      '1.645',
      '1.960',
      '2.576',
    ]);
  });
});

describe(wilsonInterval, () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i', (events, trials, low, high) => {
    const interval = wilsonInterval(of(events, trials));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('lies within 0 and 1 and holds the rate', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { low, high } = wilsonInterval(given);
        const rate = given.events / given.trials;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
      }),
    );
  });
});

describe(newcombeInterval, () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10, examples (a) to (h).
  it.each([
    [of(56, 70), of(48, 80), 0.0524, 0.3339],
    [of(9, 10), of(3, 10), 0.1705, 0.809],
    [of(6, 7), of(2, 7), 0.0582, 0.8062],
    [of(5, 56), of(0, 29), -0.0381, 0.1926],
    [of(0, 10), of(0, 20), -0.1611, 0.2775],
    [of(0, 10), of(0, 10), -0.2775, 0.2775],
    [of(10, 10), of(0, 20), 0.6791, 1],
    [of(10, 10), of(0, 10), 0.6075, 1],
  ])('of %o and %o is %f to %f', (first, second, low, high) => {
    const interval = newcombeInterval(first, second);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('turns around with its arms, and widens with the confidence', () => {
    fc.assert(
      fc.property(counts, counts, (first, second) => {
        const { low, high } = newcombeInterval(first, second);
        const turned = newcombeInterval(second, first);
        expect(turned.low).toBeCloseTo(-high, 12);
        expect(turned.high).toBeCloseTo(-low, 12);
        const wider = newcombeInterval(first, second, 0.99);
        expect(wider.low).toBeLessThanOrEqual(low);
        expect(wider.high).toBeGreaterThanOrEqual(high);
      }),
    );
  });

  it('rises with every failure of the first arm', () => {
    fc.assert(
      fc.property(counts, counts, (first, second) => {
        fc.pre(first.events < first.trials);
        const more = { ...first, events: first.events + 1 };
        expect(newcombeInterval(more, second).high).toBeGreaterThan(
          newcombeInterval(first, second).high - 1e-12,
        );
      }),
    );
  });
});
