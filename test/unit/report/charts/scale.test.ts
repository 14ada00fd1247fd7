import { describe, expect, it } from 'vitest';
import {
  everyNth,
  linearScale,
  logScale,
  logTicks,
  niceTicks,
} from '../../../../src/report/charts/scale.ts';

describe(linearScale, () => {
  it('places values between the ends, and beyond', () => {
    const scale = linearScale({ from: 0, to: 10, start: 100, end: 0 });
    expect([0, 5, 10, 20].map(scale)).toEqual([100, 50, 0, -100]);
  });

  it('draws at the start what has no span', () => {
    expect(linearScale({ from: 3, to: 3, start: 7, end: 9 })(3)).toBe(7);
  });
});

describe(logScale, () => {
  it('gives each power of ten the same room', () => {
    const scale = logScale({ from: 1, to: 100, start: 0, end: 20 });
    expect([1, 10, 100].map(scale)).toEqual([0, 10, 20]);
  });
});

describe(niceTicks, () => {
  it.each([
    [10, [0, 5, 10]],
    [9.2, [0, 5, 10]],
    [1, [0, 0.5, 1]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [1e-9, [0, 5e-10, 1e-9]],
    [4_000_000, [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]],
  ])('goes from 0 past %d in round steps', (largest, ticks) => {
    expect(niceTicks(largest, 4)).toEqual(ticks);
  });

  it.each([0, -1, Number.NaN, Infinity])('has only the 0 for %d', (largest) => {
    expect(niceTicks(largest, 4)).toEqual([0]);
  });
});

describe(logTicks, () => {
  it('has 1, 2 and 5 in few decades, powers of ten in many', () => {
    expect(logTicks(30, 700)).toEqual([50, 100, 200, 500]);
    expect(logTicks(1, 100_000)).toEqual([1, 10, 100, 1000, 10_000, 100_000]);
  });
});

describe(everyNth, () => {
  it.each([
    [0, 12, 1],
    [12, 12, 1],
    [13, 12, 2],
    [92, 12, 8],
  ])('of %i labels, at most %i stay: every %ith', (count, most, step) => {
    expect(everyNth(count, most)).toBe(step);
  });
});
