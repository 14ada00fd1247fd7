import type { Catalogue, TokenPrices } from '../core/cost/catalogue.ts';
import type { ConfigDocument } from './document/parse.ts';
import { type Path, spanOf } from './document/span.ts';
import { isRecord, valueAt } from './values.ts';

/** A price per million tokens under a key that means "per 1,000 tokens". */
export interface PriceSlip {
  readonly path: Path;
  /** The model id whose known price tells that the value is wrong. */
  readonly model: string;
  readonly given: number;
  /** The same price per 1,000 tokens, as decimal text. */
  readonly corrected: string;
}

/** The slip is a factor of 1000; a real price never differs from the catalogue by a hundred. */
const SLIP_FACTOR = 100;
const NANO_PER_TOKEN_TO_PER_1K = 1e6;

const fields: readonly (readonly [string, keyof TokenPrices])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['cacheRead', 'cacheRead'],
  ['cacheWrite', 'cacheWrite5m'],
];

/** Every price in `routing.models` that is a unit slip. Models without a known price are left out. */
export function priceSlips(document: ConfigDocument, catalogue: Catalogue): PriceSlip[] {
  const models = valueAt(document.value, ['routing', 'models']);
  if (!Array.isArray(models)) return [];
  return models.flatMap((model: unknown, index) => {
    const id = valueAt(model, ['model']);
    const prices = typeof id === 'string' ? catalogue.find(id)?.prices : undefined;
    const costs = valueAt(model, ['capabilities', 'costPer1kTokens']);
    if (typeof id !== 'string' || prices === undefined || !isRecord(costs)) return [];
    return fields.flatMap(([key, field]) => {
      const given = costs[key];
      const known = prices[field] / NANO_PER_TOKEN_TO_PER_1K;
      if (typeof given !== 'number' || !Number.isFinite(given)) return [];
      if (known === 0 || given < SLIP_FACTOR * known) return [];
      const path = ['routing', 'models', index, 'capabilities', 'costPer1kTokens', key];
      return [{ path, model: id, given, corrected: correct(document, path, given) }];
    });
  });
}

function correct(document: ConfigDocument, path: Path, given: number): string {
  const at = spanOf(document, path)?.value;
  const written = at === undefined ? '' : document.text.slice(at.start, at.end);
  return divideBy1000(/^\d+(\.\d+)?$/.test(written) ? written : String(given));
}

/** Moves the decimal point three places, in the text: no rounding, `15.00` gives `0.015`. */
function divideBy1000(decimal: string): string {
  if (!/^\d+(\.\d+)?$/.test(decimal)) return String(Number(decimal) / 1000);
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = whole.padStart(4, '0');
  const digits = `${padded.slice(0, -3)}.${padded.slice(-3)}${fraction}`;
  return digits.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
}
