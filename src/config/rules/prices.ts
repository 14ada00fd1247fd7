import type { TokenPrices } from '../../core/cost/catalogue.ts';
import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { priceSlips } from '../price-slips.ts';
import { formatPath, type Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import { fixNote } from './fix-note.ts';
import { type ListedModel, listedModels, routingEnabled } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

const priceKeys: readonly (readonly [string, keyof TokenPrices])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['cacheRead', 'cacheRead'],
  ['cacheWrite', 'cacheWrite5m'],
];
/** Nano-dollars per token in a dollar per 1,000 tokens. */
const NANO_PER_TOKEN_TO_PER_1K = 1e6;
/** Contracts and rounding stay within it. */
const TOLERATED_SHARE = 0.05;

/** Prices per million tokens under a key that means per 1,000. */
export function priceUnits({ document, value, catalogue }: RuleInput): Finding[] {
  if (catalogue === undefined) return [];
  return priceSlips(document, catalogue).map(({ path, model, given, corrected }) =>
    findingAt(document, {
      code: 'price-unit',
      path,
      severity: routingEnabled(value) ? 'error' : 'warning',
      message: `${given} is a price per million tokens of ${model}; costPer1kTokens is per 1,000`,
      hint: `Write ${corrected}${fixNote(document, path)}.`,
    }),
  );
}

/** A price of zero would make budgets blind. */
export function pricesNotPositive({ document, value }: RuleInput): Finding[] {
  return pricesOf(value).flatMap(({ path, price }) =>
    price > 0
      ? []
      : [
          findingAt(document, {
            code: 'price-not-positive',
            path,
            message: `the price ${price} is not above 0: no model is free, and none pays`,
            hint: 'Write the price in dollars per 1,000 tokens; leave the key out when you do not know it.',
          }),
        ],
  );
}

/** Prices that are of the right order but not the published ones. */
export function pricesThatDiffer({ document, value, catalogue }: RuleInput): Finding[] {
  if (catalogue === undefined) return [];
  const slips = new Set(priceSlips(document, catalogue).map(({ path }) => formatPath(path)));
  return pricesOf(value).flatMap(({ path, price, model, field }) => {
    const entry = model.id === undefined ? undefined : catalogue.find(model.id);
    const known = (entry?.prices?.[field] ?? 0) / NANO_PER_TOKEN_TO_PER_1K;
    if (known === 0 || price <= 0 || slips.has(formatPath(path))) return [];
    if (Math.abs(price / known - 1) <= TOLERATED_SHARE) return [];
    return [
      findingAt(document, {
        code: 'price-differs',
        path,
        message: `${price} per 1,000 tokens is not the published price of ${model.id ?? ''}: ${known}`,
        hint: `Published as of ${catalogue.asOf}. Right for a contract or a gateway of your own.`,
      }),
    ];
  });
}

interface ListedPrice {
  readonly model: ListedModel;
  readonly path: Path;
  readonly field: keyof TokenPrices;
  readonly price: number;
}

function pricesOf(value: unknown): ListedPrice[] {
  return listedModels(value).flatMap((model) => {
    const path = [...model.path, 'capabilities', 'costPer1kTokens'];
    const costs = valueAt(value, path);
    if (!isRecord(costs)) return [];
    return priceKeys.flatMap(([key, field]) => {
      const price = costs[key];
      return typeof price === 'number' ? [{ model, path: [...path, key], field, price }] : [];
    });
  });
}
