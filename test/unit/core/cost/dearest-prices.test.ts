import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../../src/core/cost/create-catalogue.ts';
import { dearestPrices, pricedModel } from '../../../../src/core/cost/dearest-prices.ts';
import { sonnet } from '../../../helpers/attempt-plan.ts';

const prices = { input: 3, output: 15, cacheRead: 1, cacheWrite5m: 4, cacheWrite1h: 6 };
const catalogue = createCatalogue({
  asOf: '2026-11-23',
  provider: 'anthropic',
  sources: { prices: { name: 'prices', version: '1' }, sdk: { name: 'sdk' } },
  models: [
    { id: 'cheap-but-chatty', lifecycle: {}, prices: { ...prices, output: 50 } },
    { id: 'unpriced', lifecycle: {} },
    {
      id: 'long',
      lifecycle: {},
      prices,
      longContext: { fromInputTokens: 9, prices: { ...prices, input: 7, cacheWrite1h: 14 } },
    },
  ],
});
const fallback = dearestPrices(catalogue);

describe(dearestPrices, () => {
  it('takes the highest price of each kind, long contexts included', () => {
    expect(fallback).toEqual({
      prices: { input: 7, output: 50, cacheRead: 1, cacheWrite5m: 4, cacheWrite1h: 14 },
      source: 'price unknown: the dearest of prices 1, sdk',
    });
  });
});

describe(pricedModel, () => {
  const unknown = { ...sonnet, prices: undefined, longContext: undefined };

  it('leaves a model alone whose prices are known', () => {
    expect(pricedModel(sonnet, fallback, true)).toEqual(sonnet);
  });

  it('bills an unknown one by the dearest prices and says so, while nothing is limited', () => {
    expect(pricedModel(unknown, fallback, false)).toMatchObject({
      model: sonnet.model,
      prices: fallback.prices,
      priceSource: fallback.source,
    });
  });

  it('refuses an unknown one when a limit has to be kept', () => {
    expect(() => pricedModel(unknown, fallback, true)).toThrow(
      expect.objectContaining({
        code: 'PRICE_UNKNOWN',
        message: expect.stringContaining(sonnet.model),
        hint: expect.stringContaining('costPer1kTokens'),
      }),
    );
  });
});
