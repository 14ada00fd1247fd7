import type { TokenPrices } from '../cost/catalogue.ts';
import type { RoutedModel } from './routed-model.ts';

/** Tokens of a call, as estimated before it. Integers. */
export interface ExpectedTokens {
  readonly input: number;
  /** The most that may come. */
  readonly output: number;
}

/** What a call costs without cache, in nano-dollars; undefined when the price is unknown. An integer for integer prices. */
export function estimateCost(model: RoutedModel, tokens: ExpectedTokens): number | undefined {
  const prices = pricesAt(model, tokens.input);
  if (prices === undefined) return undefined;
  return prices.input * tokens.input + prices.output * tokens.output;
}

function pricesAt({ prices, longContext }: RoutedModel, input: number): TokenPrices | undefined {
  const isLong = longContext !== undefined && input >= longContext.fromInputTokens;
  return isLong ? longContext.prices : prices;
}
