import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../../../src/core/cost/catalogue.ts';
import { readPrices } from '../../../../src/core/cost/configured-prices.ts';

const sonnet: ModelEntry = {
  id: 'claude-sonnet-5',
  provider: 'anthropic',
  tier: 'sonnet',
  prices: { input: 2000, output: 10_000, cacheRead: 200, cacheWrite5m: 2500, cacheWrite1h: 4000 },
  contextWindow: 1_000_000,
  lifecycle: {},
};

describe(readPrices, () => {
  it.each([
    ['the usual prices', { input: 0.002, output: 0.01 }, sonnet.prices],
    [
      'prices that binary fractions cannot hold',
      { input: 0.0008, output: 0.004 },
      { input: 800, output: 4000, cacheRead: 80, cacheWrite5m: 1000, cacheWrite1h: 1600 },
    ],
    [
      'cache prices of its own',
      { input: 0.003, output: 0.015, cacheRead: 0.0002, cacheWrite: 0.005 },
      { input: 3000, output: 15_000, cacheRead: 200, cacheWrite5m: 5000, cacheWrite1h: 8000 },
    ],
    [
      'a fraction of a nano-dollar, rounded up',
      { input: 0.000_000_1, output: 0.000_001_5 },
      { input: 1, output: 2, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 4 },
    ],
  ])('reads %s', (_, written, prices) => {
    expect(readPrices(written, sonnet)).toEqual({ prices, slips: [] });
  });

  it('reads prices per million as what they are, and says so', () => {
    expect(readPrices({ input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 }, sonnet)).toEqual({
      prices: sonnet.prices,
      slips: ['input', 'output', 'cacheRead', 'cacheWrite'],
    });
  });

  it('takes the value literally where it is only dear, and where no price is known', () => {
    expect(readPrices({ input: 0.199, output: 0.5 }, sonnet)?.slips).toEqual([]);
    expect(readPrices({ input: 15, output: 75 }, undefined)).toMatchObject({
      prices: { input: 15_000_000, output: 75_000_000 },
      slips: [],
    });
    const unpriced = { ...sonnet, prices: undefined };
    expect(readPrices({ input: 15, output: 75 }, unpriced)?.slips).toEqual([]);
  });

  it.each([
    [{ input: 0, output: 0.01 }],
    [{ input: 0.002, output: -1 }],
    [{ input: 0.002, output: 0.01, cacheRead: 0 }],
  ])('knows no price in %j', (written) => {
    expect(readPrices(written, sonnet)).toBeUndefined();
  });
});
