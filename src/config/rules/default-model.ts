import type { Finding, Severity } from '../validate/finding.ts';
import { findingAt, type FindingText } from '../validate/finding-at.ts';
import { didYouMean } from '../schema/near-key.ts';
import { defaultAt } from '../schema/schema-keys.ts';
import { valueAt } from '../values.ts';
import { type ListedModel, listedModels, routingEnabled } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

const path = ['routing', 'defaultModel'];

/** `routing.defaultModel` must be the name, or the provider's id, of an enabled model of the list. */
export function defaultModel({ document, value, version }: RuleInput): Finding[] {
  const enabled = routingEnabled(value);
  const models = listedModels(value);
  if (models.length === 0) return enabled ? [findingAt(document, nothingListed)] : [];
  const written = valueAt(value, path);
  const meant = written ?? (enabled ? defaultAt(version, path) : undefined);
  const problem = typeof meant === 'string' ? judge(meant, models) : undefined;
  if (problem === undefined) return [];
  // Nobody asks for the model while routing is off; a migrated file may keep the id of its former one.
  const severity: Severity = enabled ? 'error' : 'warning';
  const subject = `routing.defaultModel is ${written === undefined ? 'by default ' : ''}"${String(meant)}"`;
  return [findingAt(document, { ...problem, message: `${subject}, ${problem.message}`, severity })];
}

const nothingListed: FindingText = {
  code: 'models-not-listed',
  path: ['routing', 'enabled'],
  message: 'routing.models lists no model: the current ones of the catalogue are used',
  hint: 'Nothing, when this is what you want; `aqe migrate-config` writes a list of three.',
};

function judge(meant: string, models: readonly ListedModel[]): FindingText | undefined {
  const found = models.filter(({ name, id }) => name === meant || id === meant);
  if (found.some(({ enabled }) => enabled)) return undefined;
  if (found.length > 0) {
    const hint = 'Enable the model, or choose another one as the default.';
    return { code: 'default-model-disabled', path, message: 'which is disabled', hint };
  }
  const names = models.flatMap(({ name }) => name ?? []);
  const hint = didYouMean(meant, names) ?? `Listed: ${names.join(', ')}.`;
  const message = 'which routing.models does not list';
  return { code: 'default-model-unknown', path, message, hint };
}
