import type { ModelEntry, TokenPrices } from './catalogue.ts';

/** Prices as a configuration writes them: US dollars per 1,000 tokens. */
export interface PricesPer1k {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  /** Of an entry that lives five minutes. */
  readonly cacheWrite?: number | undefined;
}

/** Prices to bill by, and what had to be made of the written ones. */
export interface ReadPrices {
  readonly prices: TokenPrices;
  /** Keys whose value was read as dollars per million tokens, because per 1,000 it would be a hundred times the known price. */
  readonly slips: readonly (keyof PricesPer1k)[];
}

/** The slip is a factor of 1000; a real price never differs from the catalogue by a hundred. */
const SLIP_FACTOR = 100;
const NANO_PER_TOKEN = { per1k: 1e6, perMillion: 1e3 } as const;
/** What Anthropic charges for its cache, as multiples of the input price. */
const CACHE = { read: 0.1, write5m: 1.25, write1h: 2 } as const;

/**
 * Written prices in nano-dollars per token; a fraction is rounded up. Cache prices that are not written are the provider's usual multiples of the input price.
 * @param known the catalogue's entry of the model: unit slips show against it
 * @returns undefined when a price is not above 0: then it is unknown, never free
 */
export function readPrices(
  written: PricesPer1k,
  known: ModelEntry | undefined,
): ReadPrices | undefined {
  const slips: (keyof PricesPer1k)[] = [];
  const read = (value: number, key: keyof PricesPer1k, reference: keyof TokenPrices): number => {
    const usual = known?.prices?.[reference];
    const slip =
      usual !== undefined && usual > 0 && value * NANO_PER_TOKEN.per1k >= SLIP_FACTOR * usual;
    if (slip) slips.push(key);
    return roundUp(value * (slip ? NANO_PER_TOKEN.perMillion : NANO_PER_TOKEN.per1k));
  };
  const input = read(written.input, 'input', 'input');
  const output = read(written.output, 'output', 'output');
  const cacheRead =
    written.cacheRead === undefined
      ? roundUp(input * CACHE.read)
      : read(written.cacheRead, 'cacheRead', 'cacheRead');
  const cacheWrite5m =
    written.cacheWrite === undefined
      ? roundUp(input * CACHE.write5m)
      : read(written.cacheWrite, 'cacheWrite', 'cacheWrite5m');
  const cacheWrite1h = roundUp(cacheWrite5m * (CACHE.write1h / CACHE.write5m));
  const prices = { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
  return Object.values(prices).every((price) => price > 0) ? { prices, slips } : undefined;
}

/** Up to a whole nano-dollar; what binary fractions add behind the ninth decimal is no price. */
function roundUp(value: number): number {
  return Math.ceil(Number(value.toFixed(6)));
}
