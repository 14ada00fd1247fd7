import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { didYouMean } from '../schema/near-key.ts';
import { valueAt } from '../values.ts';
import { listedModels, routingEnabled } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

const path = ['routing', 'defaultModel'];

/** `routing.defaultModel` must name an enabled model of the list. */
export function defaultModel({ document, value }: RuleInput): Finding[] {
  const name = valueAt(value, path);
  const models = listedModels(value);
  if (models.length === 0 && routingEnabled(value)) {
    return [
      findingAt(document, {
        code: 'default-model-unknown',
        path: ['routing', 'enabled'],
        message: 'routing is on, but routing.models lists no model',
        hint: 'List the models, or turn routing off; `aqe migrate-config` writes a list of three.',
      }),
    ];
  }
  if (typeof name !== 'string' || models.length === 0) return [];
  const found = models.filter((model) => model.name === name);
  if (found.some((model) => model.enabled)) return [];
  if (found.length > 0) {
    return [
      findingAt(document, {
        code: 'default-model-disabled',
        path,
        message: `routing.defaultModel is "${name}", which is disabled`,
        hint: 'Enable the model, or choose another one as the default.',
      }),
    ];
  }
  const names = models.flatMap((model) => model.name ?? []);
  return [
    findingAt(document, {
      code: 'default-model-unknown',
      path,
      message: `routing.defaultModel is "${name}", which routing.models does not list`,
      hint: didYouMean(name, names) ?? `Listed: ${names.join(', ')}.`,
    }),
  ];
}
