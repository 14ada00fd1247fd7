import { describe, expect, it } from 'vitest';
import { counterIncrease } from '../../../../src/core/statistics/counter-increase.ts';
import {
  findQuantile,
  type Histogram,
  totalOf,
} from '../../../../src/core/statistics/histogram.ts';

const of = (...buckets: readonly (readonly [number, number])[]): Histogram =>
  buckets.map(([upper, count]) => ({ upper, count }));

describe(findQuantile, () => {
  const even = of([1, 50], [2, 40], [4, 10], [Infinity, 0]);

  it('is linear within a bucket, as histogram_quantile() is', () => {
    expect(totalOf(even)).toBe(100);
    expect(findQuantile(even, 0.95)).toMatchObject({
      bucket: { low: 2, high: 4 },
      estimate: 3,
    });
    expect(findQuantile(even, 0.25).estimate).toBe(0.5);
    expect(findQuantile(even, 0.9).estimate).toBe(2);
  });

  it('tells which buckets it may lie in, as far as chance goes', () => {
    expect(findQuantile(even, 0.9).range).toEqual({ low: 1, high: 4 });
    expect(findQuantile(even, 0.95, 0.5).range).toEqual({ low: 2, high: 4 });
    expect(findQuantile(of([1, 1], [2, 0], [Infinity, 0]), 0.95).range).toEqual({
      low: 0,
      high: 1,
    });
  });

  it('has no estimate beyond the last bound', () => {
    const beyond = findQuantile(of([1, 90], [Infinity, 10]), 0.95);
    expect(beyond.estimate).toBeUndefined();
    expect(beyond.bucket).toEqual({ low: 1, high: Infinity });
    expect(beyond.range.high).toBe(Infinity);
  });

  it('passes over empty buckets', () => {
    const gap = of([1, 10], [2, 0], [4, 0], [8, 10], [Infinity, 0]);
    expect(findQuantile(gap, 0.5).estimate).toBe(1);
    expect(findQuantile(gap, 0.75)).toMatchObject({ bucket: { low: 4, high: 8 }, estimate: 6 });
  });
});

describe(counterIncrease, () => {
  it('adds up', () => {
    const readings = [5, 5, 9, 20].map((value) => ({ value, startedAt: 1 }));
    expect(counterIncrease(readings)).toEqual({ increase: 15, resets: 0, certain: true });
    expect(counterIncrease([])).toEqual({ increase: 0, resets: 0, certain: true });
  });

  it('sees a restart by the start time, also when the value grew', () => {
    expect(
      counterIncrease([
        { value: 887, startedAt: 1 },
        { value: 1748, startedAt: 2 },
      ]),
    ).toEqual({ increase: 1748, resets: 1, certain: true });
  });

  it('is not certain without start times', () => {
    const readings = [887, 1748, 3].map((value) => ({ value, startedAt: undefined }));
    expect(counterIncrease(readings)).toEqual({ increase: 864, resets: 1, certain: false });
  });
});
