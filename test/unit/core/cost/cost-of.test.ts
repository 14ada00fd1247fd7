import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../../src/core/cost/cost-of.ts';
import { addTokens, noTokens } from '../../../../src/core/cost/token-usage.ts';

const prices = {
  input: 3000,
  output: 15_000,
  cacheRead: 300,
  cacheWrite5m: 3750,
  cacheWrite1h: 6000,
};
const long = {
  input: 6000,
  output: 22_500,
  cacheRead: 600,
  cacheWrite5m: 7500,
  cacheWrite1h: 12_000,
};
const tiered = { prices, longContext: { fromInputTokens: 200_000, prices: long } };

const count = fc.nat(300_000);
const usages = fc.record({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
});

describe(costOf, () => {
  it('takes each kind at its own price', () => {
    const usage = {
      input: 1,
      output: 10,
      cacheRead: 100,
      cacheWrite5m: 1000,
      cacheWrite1h: 10_000,
    };
    expect(costOf({ prices }, usage)).toBe(3000 + 150_000 + 30_000 + 3_750_000 + 60_000_000);
    expect(costOf({ prices }, noTokens)).toBe(0);
  });

  it.each([
    ['at the step, fresh input alone', { input: 200_000, output: 1 }, 600_000_000 + 15_000],
    ['one token above it', { input: 200_001, output: 1 }, 200_001 * 6000 + 22_500],
    ['cache reads count', { input: 1, cacheRead: 200_000 }, 6000 + 200_000 * 600],
    [
      'cache writes count',
      { cacheWrite5m: 100_001, cacheWrite1h: 100_000 },
      100_001 * 7500 + 1.2e9,
    ],
    ['output does not', { input: 1, output: 300_000 }, 3000 + 4.5e9],
  ])('knows the step of long contexts: %s', (_case, usage, cost) => {
    expect(costOf(tiered, { ...noTokens, ...usage })).toBe(cost);
  });

  it('agrees with @pydantic/genai-prices on a model with a step', () => {
    const timestamp = new Date('2026-01-15');
    fc.assert(
      fc.property(usages, (usage) => {
        const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
        const price = calcPrice(
          {
            input_tokens: input + cacheRead + cacheWrite5m + cacheWrite1h,
            output_tokens: output,
            cache_read_tokens: cacheRead,
            cache_write_tokens: cacheWrite5m + cacheWrite1h,
            cache_write_1h_tokens: cacheWrite1h,
          },
          'claude-sonnet-4-5',
          { providerId: 'anthropic', timestamp },
        );
        const nano = Math.round((price?.total_price ?? -1) * 1e9);
        expect(costOf(tiered, usage)).toBe(nano);
      }),
      { numRuns: 200 },
    );
  });

  it('adds up: two calls cost what one with all their tokens does', () => {
    fc.assert(
      fc.property(usages, usages, (one, other) => {
        const sum = (costOf({ prices }, one) ?? -1) + (costOf({ prices }, other) ?? -1);
        expect(costOf({ prices }, addTokens(one, other))).toBe(sum);
      }),
    );
  });

  it.each([
    { input: -1 },
    { output: 0.5 },
    { cacheRead: Number.NaN },
    { cacheWrite5m: Number.POSITIVE_INFINITY },
    { cacheWrite1h: 2 ** 53 },
    { input: 2 ** 52 },
  ])('does not believe %j', (counts) => {
    expect(costOf({ prices }, { ...noTokens, ...counts })).toBeUndefined();
  });
});
