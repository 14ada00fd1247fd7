import type { BilledModel } from './billing.ts';
import type { TokenPrices } from './catalogue.ts';
import type { TokenUsage } from './token-usage.ts';

/** A model whose prices are known. */
export interface PricedModel extends BilledModel {
  readonly prices: TokenPrices;
}

/**
 * What a call costs, in nano-dollars, exactly. A call whose input (fresh, read from the cache and written to it, together) is longer than the model's long-context
 * step is billed at the step's prices as a whole, output too: so Anthropic bills, and so @pydantic/genai-prices reads it.
 * @returns undefined for counts that cannot be true (negative, fractions, beyond what is exact)
 */
export function costOf(
  { prices, longContext }: Pick<PricedModel, 'prices' | 'longContext'>,
  usage: TokenUsage,
): number | undefined {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  const counts = [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return undefined;
  const whole = input + cacheRead + cacheWrite5m + cacheWrite1h;
  const isLong = longContext !== undefined && whole > longContext.fromInputTokens;
  const rate = isLong ? longContext.prices : prices;
  const cost = atPrices(rate, usage);
  return Number.isSafeInteger(cost) ? cost : undefined;
}

/** Tokens at prices, in nano-dollars, whatever the length of the calls that they are from. */
export function atPrices(prices: TokenPrices, usage: TokenUsage): number {
  return (
    usage.input * prices.input +
    usage.output * prices.output +
    usage.cacheRead * prices.cacheRead +
    usage.cacheWrite5m * prices.cacheWrite5m +
    usage.cacheWrite1h * prices.cacheWrite1h
  );
}
