import type { PricesPer1k } from '../../core/cost/configured-prices.ts';
import type { ConfigDocument } from '../document/parse.ts';
import { isRecord, valueAt } from '../values.ts';
import { invalidSetting } from './setting-reader.ts';

/** One entry of `routing.models`, as it is written. */
export interface ConfiguredModel {
  readonly name: string;
  readonly provider: string;
  /** The id at the provider. */
  readonly model: string;
  readonly baseUrl: string | undefined;
  /** Tokens that fit into one request, input and output together. */
  readonly maxTokens: number | undefined;
  readonly supportsStreaming: boolean;
  /** US dollars per 1,000 tokens as written, unit slips included; undefined when there are none. */
  readonly costPer1kTokens: PricesPer1k | undefined;
  readonly range: { readonly min: number; readonly max: number };
  readonly enabled: boolean;
}

/**
 * The models that a configuration lists, in its order.
 * @throws AqeError CONFIG_INVALID for an entry without name or id
 */
export function configuredModels(document: ConfigDocument | undefined): readonly ConfiguredModel[] {
  const models = valueAt(document?.value, ['routing', 'models']);
  if (!Array.isArray(models)) return [];
  return models.map((model: unknown, index) => configuredModel(model, index, document));
}

function configuredModel(
  value: unknown,
  index: number,
  document: ConfigDocument | undefined,
): ConfiguredModel {
  const name = text(valueAt(value, ['name']));
  const model = text(valueAt(value, ['model']));
  if (name === undefined || model === undefined) {
    const path = ['routing', 'models', index];
    throw invalidSetting(`routing.models[${index}] needs a name and a model`, path, document);
  }
  return {
    name,
    model,
    provider: text(valueAt(value, ['provider'])) ?? 'anthropic',
    baseUrl: text(valueAt(value, ['baseUrl'])),
    maxTokens: number(valueAt(value, ['capabilities', 'maxTokens'])),
    supportsStreaming: valueAt(value, ['capabilities', 'supportsStreaming']) !== false,
    costPer1kTokens: prices(valueAt(value, ['capabilities', 'costPer1kTokens'])),
    range: {
      min: number(valueAt(value, ['complexityRange', 'min'])) ?? 0,
      max: number(valueAt(value, ['complexityRange', 'max'])) ?? 1,
    },
    enabled: valueAt(value, ['enabled']) !== false,
  };
}

/** Half a price is none: what it leaves out would be free. */
function prices(value: unknown): PricesPer1k | undefined {
  if (!isRecord(value)) return undefined;
  const input = number(value['input']);
  const output = number(value['output']);
  if (input === undefined || output === undefined) return undefined;
  return {
    input,
    output,
    cacheRead: number(value['cacheRead']),
    cacheWrite: number(value['cacheWrite']),
  };
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
