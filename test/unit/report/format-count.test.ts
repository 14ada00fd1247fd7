import { describe, expect, it } from 'vitest';
import { formatCount } from '../../../src/report/format-count.ts';

describe(formatCount, () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
    [-12_345, '-12,345'],
  ])('writes %d as %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});
