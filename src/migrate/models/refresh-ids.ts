import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import { formatPath, type Path, spanOf } from '../../config/document/span.ts';
import { type ListedModel, listedModels } from '../../config/rules/listed-models.ts';
import { valueAt } from '../../config/values.ts';
import { type Catalogue, modelStatus } from '../../core/cost/catalogue.ts';
import type { StepResult } from '../config/step.ts';

/** What is known of models, and today's place in the calendar. */
export interface ModelKnowledge {
  readonly catalogue: Catalogue;
  /** Days from today until a calendar day, negative when it is past. */
  readonly daysLeft: (day: string) => number;
}

/** Gives every id that does not answer, or soon will not, the id that its family has today. */
export function refreshIds(document: ConfigDocument, knowledge: ModelKnowledge): StepResult {
  const ids = placesOf(document.value).flatMap((path) => {
    const id = valueAt(document.value, path);
    const better = typeof id === 'string' ? newerId(id, knowledge) : undefined;
    return better === undefined ? [] : [{ path, id, ...better }];
  });
  return {
    changes: ids.map(({ path, to }) => ({ kind: 'word', path, text: to })),
    notes: ids.map(({ path, id, to, why }) => ({
      kind: 'change',
      message: `${formatPath(path)}: ${String(id)} ${why}; now ${to}`,
      location: locate(document, spanOf(document, path)?.value.start ?? 0),
    })),
  };
}

/** Who has a base URL of their own has ids and prices of their own: what a provider retired may answer there. */
export function hasOwnGateway({ value }: ListedModel): boolean {
  return value['baseUrl'] !== undefined;
}

/** Where ids stand. The default model and those of agents may also be names of listed models: these stay. */
function placesOf(value: unknown): readonly Path[] {
  const listed = listedModels(value);
  const names = new Set(listed.map(({ name }) => name));
  const agents = valueAt(value, ['agents']);
  const others: readonly Path[] = [
    ['ai', 'model'],
    ['routing', 'defaultModel'],
    ['routing', 'classifier', 'model'],
    ...(Array.isArray(agents) ? agents : []).map((_, index) => [
      'agents',
      index,
      'config',
      'model',
    ]),
  ];
  return [
    ...listed.filter((model) => !hasOwnGateway(model)).map(({ path }) => path.concat('model')),
    ...others.filter((path) => {
      const id = valueAt(value, path);
      return typeof id === 'string' && !names.has(id);
    }),
  ];
}

/** The id to use in place of another, and why; undefined when that one answers, or nothing is known of it. */
export function newerId(
  id: string,
  { catalogue, daysLeft }: ModelKnowledge,
): { readonly to: string; readonly why: string } | undefined {
  const entry = catalogue.find(id);
  if (entry?.tier === undefined) return undefined;
  const to = catalogue.current(entry.tier).id;
  const why = reason(modelStatus(entry, daysLeft), entry.lifecycle.endsOn ?? '');
  return why === undefined || to === entry.id ? undefined : { to, why };
}

function reason(status: ReturnType<typeof modelStatus>, day: string): string | undefined {
  if (status === 'retired') return `was retired on ${day}`;
  if (status === 'ending') return `answers until ${day} only`;
  return status === 'never-existed' ? 'never existed' : undefined;
}
