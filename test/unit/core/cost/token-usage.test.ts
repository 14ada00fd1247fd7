import { describe, expect, it } from 'vitest';
import { addTokens, noTokens } from '../../../../src/core/cost/token-usage.ts';

describe(addTokens, () => {
  it('adds each kind to its own', () => {
    const one = { input: 1, output: 20, cacheRead: 300, cacheWrite5m: 4000, cacheWrite1h: 50_000 };
    const other = { input: 5, output: 4, cacheRead: 3, cacheWrite5m: 2, cacheWrite1h: 1 };
    expect(addTokens(one, other)).toEqual({
      input: 6,
      output: 24,
      cacheRead: 303,
      cacheWrite5m: 4002,
      cacheWrite1h: 50_001,
    });
    expect(addTokens(noTokens, one)).toEqual(one);
  });
});
