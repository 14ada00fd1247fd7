import type { Path } from '../document/span.ts';
import { type ConfigRecord, isRecord, valueAt } from '../values.ts';

/** One entry of `routing.models`. */
export interface ListedModel {
  readonly path: Path;
  readonly value: ConfigRecord;
  readonly name: string | undefined;
  /** The provider's id. */
  readonly id: string | undefined;
  readonly enabled: boolean;
}

/** The models that a configuration lists; entries that are no maps are left out. */
export function listedModels(value: unknown): ListedModel[] {
  const models = valueAt(value, ['routing', 'models']);
  if (!Array.isArray(models)) return [];
  return models.flatMap((model: unknown, index) =>
    isRecord(model)
      ? [
          {
            path: ['routing', 'models', index],
            value: model,
            name: text(model['name']),
            id: text(model['model']),
            enabled: model['enabled'] !== false,
          },
        ]
      : [],
  );
}

/** True when the router is switched on in the file. */
export function routingEnabled(value: unknown): boolean {
  return valueAt(value, ['routing', 'enabled']) === true;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
