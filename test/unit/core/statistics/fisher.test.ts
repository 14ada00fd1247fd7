import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counts } from '../../../../src/core/statistics/counts.ts';
import { fisherTest } from '../../../../src/core/statistics/fisher.ts';
import { logChoose, logFactorial } from '../../../../src/core/statistics/log-factorial.ts';

const of = (events: number, trials: number): Counts => ({ events, trials });

const counts = fc
  .integer({ min: 0, max: 300 })
  .chain((trials) => fc.integer({ min: 0, max: trials }).map((events) => of(events, trials)));

describe(logFactorial, () => {
  // lgamma(n + 1) of R 4.
  it.each([
    [0, 0],
    [1, 0],
    [10, 15.104_412_573_075_516],
    [20, 42.335_616_460_753_485],
    [100, 363.739_375_555_563_5],
    [170, 706.573_062_245_787_4],
  ])('of %i is %f', (n, expected) => {
    expect(logFactorial(n)).toBeCloseTo(expected, 10);
  });

  it('counts the ways to choose', () => {
    expect(Math.exp(logChoose(49, 6)) / 13_983_816).toBeCloseTo(1, 12);
  });
});

describe(fisherTest, () => {
  it("finds what Fisher's lady who tasted tea could have guessed", () => {
    // R. A. Fisher, The Design of Experiments (1935); fisher.test(TeaTasting) in R: 17/70 and 34/70.
    const { greater, less, twoSided } = fisherTest(of(3, 4), of(1, 4));
    expect(greater).toBeCloseTo(17 / 70, 12);
    expect(less).toBeCloseTo(69 / 70, 12);
    expect(twoSided).toBeCloseTo(34 / 70, 12);
  });

  it('agrees with R on the convictions of twins', () => {
    // R. A. Fisher (1962), in R's ?fisher.test: dizygotic 2 of 17, monozygotic 10 of 13 convicted.
    const { less, twoSided } = fisherTest(of(2, 17), of(10, 13));
    expect(less).toBeCloseTo(0.000_465_2, 7);
    expect(twoSided).toBeCloseTo(0.000_536_7, 7);
  });

  it('calls one failure in one task against none in a thousand rare: a floor has to stop that', () => {
    expect(fisherTest(of(1, 1), of(0, 1000)).greater).toBeCloseTo(1 / 1001, 12);
  });

  it('is certain where all or nothing failed', () => {
    const certain = { greater: 1, less: 1, twoSided: 1 };
    expect(fisherTest(of(0, 50), of(0, 80))).toEqual(certain);
    expect(fisherTest(of(50, 50), of(80, 80)).twoSided).toBeCloseTo(1, 12);
    expect(fisherTest(of(0, 0), of(3, 8))).toEqual(certain);
  });

  it('mirrors: arms swapped, and events for their absence', () => {
    fc.assert(
      fc.property(counts, counts, (first, second) => {
        const here = fisherTest(first, second);
        const swapped = fisherTest(second, first);
        const inverse = fisherTest(
          of(first.trials - first.events, first.trials),
          of(second.trials - second.events, second.trials),
        );
        expect(swapped.less).toBeCloseTo(here.greater, 9);
        expect(inverse.less).toBeCloseTo(here.greater, 9);
        expect(inverse.twoSided).toBeCloseTo(here.twoSided, 9);
      }),
    );
  });

  it('falls with every failure that moves from stable to canary', () => {
    fc.assert(
      fc.property(counts, counts, (canary, stable) => {
        fc.pre(canary.events < canary.trials && stable.events > 0);
        const worse = fisherTest(
          of(canary.events + 1, canary.trials),
          of(stable.events - 1, stable.trials),
        );
        expect(worse.greater).toBeLessThanOrEqual(fisherTest(canary, stable).greater + 1e-9);
      }),
    );
  });
});
