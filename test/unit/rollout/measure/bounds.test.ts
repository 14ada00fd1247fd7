import { describe, expect, it } from 'vitest';
import { latencyAtMost, rateAtMost } from '../../../../src/rollout/measure/bounds.ts';

describe(rateAtMost, () => {
  it.each([
    // Wilson's upper bound of none of n is 3.84 / (n + 3.84).
    ['none of 3,838', 3838, 0, 'within'],
    ['none of 3,837', 3837, 0, 'undecided'],
    ['3 of 8,817', 8817, 3, 'within'],
    ['3 of 8,816', 8816, 3, 'undecided'],
    ['1 of 20: one failure is no proof', 20, 1, 'undecided'],
    ['3 of 19: so few tasks are no proof', 19, 3, 'undecided'],
    ['3 of 20', 20, 3, 'beyond'],
    ['12 of 10,000: may be 0.07 %', 10_000, 12, 'undecided'],
    ['20 of 10,000', 10_000, 20, 'beyond'],
  ])('%s against 0.1 %%', (_, trials, events, verdict) => {
    expect(rateAtMost({ trials, events }, 0.001)).toMatchObject({
      verdict,
      value: events / trials,
      n: trials,
    });
  });

  it('asks for a hundred at least', () => {
    expect(rateAtMost({ trials: 99, events: 0 }, 0.5)).toMatchObject({
      verdict: 'undecided',
      needed: 1,
    });
    expect(rateAtMost({ trials: 100, events: 0 }, 0.5)).toMatchObject({ verdict: 'within' });
  });

  it('says about how many more it takes, and those are enough', () => {
    const { needed } = rateAtMost({ trials: 2000, events: 1 }, 0.001);
    expect(needed).toBeGreaterThan(10_000);
    const more = 2000 + (needed ?? 0);
    expect(rateAtMost({ trials: more, events: more / 2000 }, 0.001).verdict).toBe('within');
    const { needed: ofNothing } = rateAtMost({ trials: 0, events: 0 }, 0.001);
    expect(ofNothing).toBeGreaterThanOrEqual(3838);
    expect(ofNothing).toBeLessThan(3838 * 1.02);
  });

  it('knows no number of tasks that makes a rate better', () => {
    expect(rateAtMost({ trials: 100, events: 1 }, 0.001)).toMatchObject({
      verdict: 'undecided',
      needed: null,
    });
  });
});

const samples = (n: number, slow: number, ms: number) => ({
  kind: 'samples' as const,
  values: Array.from({ length: n }, (_, index) => (index < slow ? ms : 1000 + index / n)),
});

describe(latencyAtMost, () => {
  const p95 = { probability: 0.95, limit: 2000, floor: 200 };
  it.each([
    ['a tenth of the floor', samples(20, 0, 0), 'undecided'],
    ['nothing slow', samples(1000, 0, 0), 'within'],
    ['3 % slow', samples(1000, 30, 9000), 'within'],
    ['5 % slow: who knows', samples(1000, 50, 9000), 'undecided'],
    ['8 % slow', samples(1000, 80, 9000), 'beyond'],
  ])('of samples: %s', (_, latencies, verdict) => {
    expect(latencyAtMost(latencies, p95)).toMatchObject({ verdict });
  });

  it('says how many are missing to the floor', () => {
    expect(latencyAtMost(samples(0, 0, 0), p95)).toEqual({
      verdict: 'undecided',
      value: null,
      interval: null,
      n: 0,
      needed: 200,
    });
    expect(latencyAtMost(samples(150, 0, 0), p95)).toMatchObject({ needed: 50 });
  });

  it.each([
    ['in the bucket that ends at the limit', 1000, 0, 'within'],
    ['half of them in the bucket above', 500, 500, 'beyond'],
    ['five in a hundred above: the buckets do not tell', 950, 50, 'undecided'],
  ])('of a histogram: %s', (_, below, above, verdict) => {
    const histogram = [
      { upper: 1000, count: 0 },
      { upper: 2000, count: below },
      { upper: 4000, count: above },
      { upper: Infinity, count: 0 },
    ];
    expect(latencyAtMost({ kind: 'histogram', histogram }, p95)).toMatchObject({
      verdict,
      n: 1000,
    });
  });

  it('has no value beyond the last bucket', () => {
    const histogram = [
      { upper: 1000, count: 0 },
      { upper: Infinity, count: 500 },
    ];
    expect(latencyAtMost({ kind: 'histogram', histogram }, p95)).toMatchObject({
      verdict: 'undecided',
      value: null,
      interval: { low: 1000, high: Infinity },
    });
  });
});
