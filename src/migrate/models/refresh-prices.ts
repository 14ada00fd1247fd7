import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import { formatPath, type Path, spanOf } from '../../config/document/span.ts';
import { type ListedModel, listedModels } from '../../config/rules/listed-models.ts';
import { isRecord, valueAt } from '../../config/values.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import type { StepResult } from '../config/step.ts';
import { hasOwnGateway, type ModelKnowledge, newerId } from './refresh-ids.ts';

const fields: readonly (readonly [string, keyof TokenPrices])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['cacheRead', 'cacheRead'],
  ['cacheWrite', 'cacheWrite5m'],
];

/** A nano-dollar a token is so many thousands of a dollar's millionth per 1,000 tokens: six decimal places. */
const DECIMALS = 6;

/** A price that is written, and what it should be; `to` is undefined where it stays, and `why` says so. */
interface PricePlace {
  readonly path: Path;
  readonly given: number;
  readonly to: string;
  readonly id: string;
}

/** Gives every price that is written the one that is published for the model, per 1,000 tokens. Prices are not added. */
export function refreshPrices(document: ConfigDocument, knowledge: ModelKnowledge): StepResult {
  const models = listedModels(document.value);
  const places = models
    .filter((model) => !hasOwnGateway(model))
    .flatMap((model) => differing(model, knowledge));
  return {
    changes: places.map(({ path, to }) => ({ kind: 'number', path, text: to })),
    notes: [
      ...places.map(({ path, given, to, id }) => ({
        kind: 'change' as const,
        message: `${formatPath(path)}: ${given} is now ${to}, the price of ${id} as of ${knowledge.catalogue.asOf}`,
        location: locate(document, spanOf(document, path)?.value.start ?? 0),
      })),
      ...models.flatMap((model) => keptNote(document, model, knowledge)),
    ],
  };
}

function differing({ path, value, id = '' }: ListedModel, knowledge: ModelKnowledge): PricePlace[] {
  const { id: known, prices } = entryOf(id, knowledge) ?? {};
  const costs = valueAt(value, ['capabilities', 'costPer1kTokens']);
  if (known === undefined || prices === undefined || !isRecord(costs)) return [];
  return fields.flatMap(([key, field]) => {
    const given = costs[key];
    const to = perThousand(prices[field]);
    if (typeof given !== 'number' || given === Number(to)) return [];
    return [{ path: [...path, 'capabilities', 'costPer1kTokens', key], given, to, id: known }];
  });
}

function entryOf(
  id: string,
  knowledge: ModelKnowledge,
): ReturnType<ModelKnowledge['catalogue']['find']> {
  return knowledge.catalogue.find(newerId(id, knowledge)?.to ?? id);
}

/** Nano-dollars a token as dollars per 1,000 tokens: 3000 is `0.003`. */
function perThousand(nanoDollars: number): string {
  return (nanoDollars / 10 ** DECIMALS).toFixed(DECIMALS).replace(/\.?0+$/, '');
}

type Notes = StepResult['notes'];

/** What a person should know of prices that were left alone. */
function keptNote(document: ConfigDocument, model: ListedModel, knowledge: ModelKnowledge): Notes {
  const path = [...model.path, 'capabilities', 'costPer1kTokens'];
  if (!isRecord(valueAt(document.value, path)) || model.id === undefined) return [];
  const location = locate(document, spanOf(document, path)?.value.start ?? 0);
  const where = formatPath(path);
  if (hasOwnGateway(model)) {
    return [
      { kind: 'keep', message: `${where} stays: the model has a baseUrl of its own`, location },
    ];
  }
  const entry = entryOf(model.id, knowledge);
  if (entry?.prices !== undefined) return [];
  const message = `${where} stays: no price of ${entry?.id ?? model.id} is known; look whether it is right`;
  return [{ kind: 'warning', message, location }];
}
