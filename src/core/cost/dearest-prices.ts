import { AqeError } from '../../errors.ts';
import type { BilledModel } from './billing.ts';
import type { Catalogue, TokenPrices } from './catalogue.ts';
import type { PricedModel } from './cost-of.ts';

/** Prices for what has none, with their origin. */
export interface FallbackPrices {
  readonly prices: TokenPrices;
  readonly source: string;
}

/** The highest price of each kind of token in the catalogue, long contexts included. */
export function dearestPrices(catalogue: Catalogue): FallbackPrices {
  const all = catalogue
    .list()
    .flatMap(({ prices, longContext }) => [prices, longContext?.prices])
    .filter((prices) => prices !== undefined);
  const highest = (kind: keyof TokenPrices): number =>
    Math.max(...all.map((prices) => prices[kind]));
  return {
    prices: {
      input: highest('input'),
      output: highest('output'),
      cacheRead: highest('cacheRead'),
      cacheWrite5m: highest('cacheWrite5m'),
      cacheWrite1h: highest('cacheWrite1h'),
    },
    source: `price unknown: the dearest of ${catalogue.source}`,
  };
}

/**
 * A model with prices to bill by.
 * @param isLimited whether a limit has to be kept: what nobody knows the price of is refused then
 * @throws AqeError PRICE_UNKNOWN
 */
export function pricedModel(
  model: BilledModel,
  fallback: FallbackPrices,
  isLimited: boolean,
): PricedModel {
  const { prices } = model;
  if (prices !== undefined) return { ...model, prices };
  if (!isLimited) {
    return { ...model, ...fallback, longContext: undefined, priceSource: fallback.source };
  }
  throw new AqeError('PRICE_UNKNOWN', `nobody knows what ${model.name} (${model.model}) costs`, {
    hint: 'Budgets cannot be kept without a price: write capabilities.costPer1kTokens of the model in routing.models.',
  });
}
