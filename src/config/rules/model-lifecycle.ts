import { type Catalogue, type ModelEntry, modelStatus } from '../../core/cost/catalogue.ts';
import type { Finding } from '../validate/finding.ts';
import { type FindingText, findingAt } from '../validate/finding-at.ts';
import { didYouMean } from '../schema/near-key.ts';
import { type ListedModel, listedModels, routingEnabled } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

/** Whether each listed model answers today and tomorrow. */
export function modelLifecycle(input: RuleInput): Finding[] {
  const { catalogue } = input;
  if (catalogue === undefined) return [];
  return listedModels(input.value).flatMap((model) => {
    const text =
      model.id === undefined ? undefined : judge(input, catalogue, { ...model, id: model.id });
    return text === undefined ? [] : [findingAt(input.document, text)];
  });
}

function judge(
  { value, daysLeft }: RuleInput,
  catalogue: Catalogue,
  model: ListedModel & { readonly id: string },
): FindingText | undefined {
  const entry = catalogue.find(model.id);
  const path = [...model.path, 'model'];
  const severity = routingEnabled(value) && model.enabled ? 'error' : 'warning';
  const day = entry?.lifecycle.endsOn ?? '';
  const instead = replacement(catalogue, entry);
  switch (modelStatus(entry, daysLeft)) {
    case 'current': {
      return undefined;
    }
    case 'ending': {
      const message = `${model.id} answers until ${day}, ${countDays(daysLeft(day))}`;
      return { code: 'model-ending', path, message, hint: instead };
    }
    case 'retired': {
      const message = `${model.id} was retired on ${day}`;
      return { code: 'model-retired', path, severity, message, hint: instead };
    }
    case 'never-existed': {
      const message = `${model.id} never existed`;
      return { code: 'model-never-existed', path, severity, message, hint: instead };
    }
    case 'unknown': {
      const ids = catalogue.list().map(({ id }) => id);
      const message = `${model.id} is not in the catalogue of ${catalogue.asOf}`;
      return { code: 'model-unknown', path, message, hint: didYouMean(model.id, ids) };
    }
  }
}

function replacement(catalogue: Catalogue, entry: ModelEntry | undefined): string | undefined {
  if (entry?.tier === undefined) return undefined;
  return `Current in its family: ${catalogue.current(entry.tier).id}.`;
}

function countDays(days: number): string {
  if (days === 0) return 'that is today';
  return days === 1 ? 'one day from now' : `${days} days from now`;
}
