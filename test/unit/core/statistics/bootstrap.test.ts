import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/random.ts';
import { betaSampler } from '../../../../src/core/statistics/beta-sampler.ts';
import { ratioOfMeans } from '../../../../src/core/statistics/bootstrap-mean.ts';
import {
  percentileInterval,
  ratioOfQuantiles,
} from '../../../../src/core/statistics/bootstrap-quantile.ts';
import { meanOf, quantile, sorted } from '../../../../src/core/statistics/quantile.ts';
import { shuffled } from '../../../helpers/shuffled.ts';

/** Log-normal durations: a median of one second and a long tail. */
const durations = (seed: number, count: number, scale = 1): readonly number[] => {
  const random = seededRandom('durations', seed);
  return Array.from(
    { length: count },
    () =>
      scale *
      Math.exp(0.4 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  );
};

describe(betaSampler, () => {
  it.each([
    [1, 1],
    [2, 5],
    [190, 11],
  ])('has the mean and the variance of beta(%i, %i)', (a, b) => {
    const beta = betaSampler(seededRandom('beta', a, b));
    const drawn = Array.from({ length: 40_000 }, () => beta(a, b));
    const mean = a / (a + b);
    const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expect(Math.abs(meanOf(drawn) - mean)).toBeLessThan(4 * Math.sqrt(variance / 40_000));
    const squares = drawn.map((value) => (value - mean) ** 2);
    expect(meanOf(squares) / variance).toBeCloseTo(1, 1);
  });
});

describe(ratioOfQuantiles, () => {
  const canary = durations(1, 300, 1.3);
  const stable = durations(2, 700);
  const probability = 0.95;
  const at = (scale: number, confidence = 0.95): ReturnType<typeof ratioOfQuantiles> =>
    ratioOfQuantiles({
      canary: canary.map((value) => value * scale),
      stable,
      probability,
      seed: 1,
      confidence,
    });

  it('estimates by the sample itself', () => {
    const { ratio, ...own } = ratioOfQuantiles({ canary, stable, probability, seed: 1 });
    expect(own.canary).toBe(quantile(sorted(canary), 0.95));
    expect(own.stable).toBe(quantile(sorted(stable), 0.95));
    expect(ratio).toBe(own.canary / own.stable);
    expect(own.interval.low).toBeLessThan(ratio);
    expect(own.interval.high).toBeGreaterThan(ratio);
  });

  it('draws from the distribution that drawing every value anew has', () => {
    const random = seededRandom('plain');
    const anew = (values: readonly number[]): number =>
      quantile(
        sorted(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
        probability,
      );
    const plain = percentileInterval(
      Array.from({ length: 4000 }, () => anew(canary) / anew(stable)),
      0.95,
    );
    const { interval } = ratioOfQuantiles({ canary, stable, probability, seed: 3, rounds: 4000 });
    expect(interval.low / plain.low).toBeCloseTo(1, 1);
    expect(interval.high / plain.high).toBeCloseTo(1, 1);
    expect(Math.abs(interval.low - plain.low)).toBeLessThan(0.03);
    expect(Math.abs(interval.high - plain.high)).toBeLessThan(0.03);
  });

  it('does not depend on the order, and on nothing but the seed', () => {
    const once = ratioOfQuantiles({ canary, stable, probability, seed: 5 });
    expect(
      ratioOfQuantiles({
        canary: shuffled(canary, 1),
        stable: shuffled(stable, 2),
        probability,
        seed: 5,
      }),
    ).toEqual(once);
    expect(ratioOfQuantiles({ canary, stable, probability, seed: 6 }).interval).not.toEqual(
      once.interval,
    );
  });

  it('grows with the canary, and narrows with the confidence', () => {
    expect(at(2).ratio).toBeCloseTo(2 * at(1).ratio, 10);
    expect(at(2).interval.low).toBeCloseTo(2 * at(1).interval.low, 10);
    expect(at(1, 0.8).interval.low).toBeGreaterThan(at(1).interval.low);
    expect(at(1, 0.8).interval.high).toBeLessThan(at(1).interval.high);
  });

  it('also takes quantiles that are values of the sample', () => {
    const same = [5, 5, 5];
    const { ratio, interval } = ratioOfQuantiles({
      canary: same,
      stable: [1, 2, 3],
      probability: 0.5,
      seed: 1,
    });
    expect(ratio).toBe(2.5);
    expect(interval.low).toBeGreaterThanOrEqual(5 / 3);
    expect(interval.high).toBeLessThanOrEqual(5);
  });

  it('holds the true ratio as often as it says', () => {
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      const { interval } = ratioOfQuantiles({
        canary: durations(1000 + round, 400, 1.2),
        stable: durations(9000 + round, 400),
        probability,
        seed: round,
        rounds: 400,
      });
      if (interval.low <= 1.2 && interval.high >= 1.2) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.91);
    expect(held / 400).toBeLessThan(0.99);
  });
});

describe(ratioOfMeans, () => {
  it('weighs kinds of tasks alike in both arms, so that another mix is no difference', () => {
    // Both arms pay 1 for the easy ones and 10 for the hard ones; the canary has more of the hard ones.
    const strata = [
      { name: 'easy', canary: ones(20), stable: ones(180) },
      { name: 'hard', canary: ones(80).map(() => 10), stable: ones(120).map(() => 10) },
    ];
    const { ratio, canary, interval } = ratioOfMeans({ strata, seed: 1 });
    expect(ratio).toBe(1);
    expect(canary).toBeCloseTo((200 * 1 + 200 * 10) / 400, 12);
    expect(interval).toEqual({ low: 1, high: 1 });
  });

  it('is the plain ratio of arithmetic means where there is one kind', () => {
    const { ratio } = ratioOfMeans({
      strata: [{ name: '', canary: [1, 2, 3], stable: [4, 8] }],
      seed: 1,
    });
    expect(ratio).toBeCloseTo(2 / 6, 12);
  });

  it('finds the few tasks that are thirty times as dear', () => {
    const canary = ones(400).map((_, index) => (index % 20 === 0 ? 30 : 1));
    const { interval } = ratioOfMeans({
      strata: [{ name: '', canary, stable: ones(400) }],
      seed: 1,
    });
    expect(interval.low).toBeGreaterThan(1.5);
  });

  it('does not depend on the order of values and kinds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 40 }),
        fc.integer(),
        (values, seed) => {
          const a = { name: 'a', canary: values.slice(0, 2), stable: values.slice(2) };
          const b = { name: 'b', canary: values, stable: values.slice(1) };
          const mixed = [b, a].map(({ name, canary, stable }) => ({
            name,
            canary: shuffled(canary, seed),
            stable: shuffled(stable, seed),
          }));
          const options = { seed: 4, rounds: 50 };
          expect(ratioOfMeans({ strata: mixed, ...options })).toEqual(
            ratioOfMeans({ strata: [a, b], ...options }),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

function ones(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1);
}
