import { valueAt } from '../../../config/values.ts';
import { modelStatus, type ModelStatus } from '../../../core/cost/catalogue.ts';
import { DEFAULT_MODEL, documentedTiers, routingEntry } from '../new-sections.ts';
import { refuseSection } from '../refuse.ts';
import type { Step, StepInput, StepResult } from '../step.ts';

type Notes = StepResult['notes'];

/** The routing section, off, with the three tiers; also when 1.0.4 named no model. */
export const routing: Step = {
  name: 'routing',
  run: (input) => {
    const { document, value, models, catalogue } = input;
    const present = value['routing'];
    if (Object.hasOwn(value, 'routing') && present !== null) {
      if (typeof present !== 'object') throw refuseSection(document, 'routing');
      return { changes: [], notes: [{ kind: 'keep', message: 'there already; kept as it is' }] };
    }
    const chosen = valueAt(value, ['ai', 'model']);
    const fromAi = typeof chosen === 'string' && chosen !== '';
    const entry = routingEntry(fromAi ? chosen : DEFAULT_MODEL, models, catalogue);
    const section = entry.value;
    const notes: Notes = [
      {
        kind: 'change',
        message: `added: three tiers, off; the default model is ${describeDefault(chosen, fromAi)}`,
      },
      ...(fromAi ? unknownDefault(chosen, section) : []),
      ...statusNotes(input, section),
    ];
    if (present === null)
      return { changes: [{ kind: 'fill', key: 'routing', value: section }], notes };
    return {
      changes: [{ kind: 'add', at: undefined, entries: [entry] }],
      notes,
    };
  },
};

function describeDefault(chosen: unknown, fromAi: boolean): string {
  return fromAi ? `${String(chosen)}, from ai.model` : `${DEFAULT_MODEL} (no ai.model was given)`;
}

function unknownDefault(chosen: string, section: unknown): Notes {
  const known = new Set([...documentedTiers.map(({ name }) => name), ...idsOf(section)]);
  if (known.has(chosen)) return [];
  return [
    {
      kind: 'warning',
      message: `${chosen} is none of the three tiers; before you turn routing on, add it to routing.models or choose another defaultModel`,
    },
  ];
}

function statusNotes({ catalogue, daysLeft, models }: StepInput, section: unknown): Notes {
  return idsOf(section).flatMap((id) => {
    const entry = catalogue.find(id);
    const status = modelStatus(entry, daysLeft);
    const text = describeStatus(status, entry?.lifecycle.endsOn);
    if (text === undefined) return [];
    const advice =
      models === 'documented' ? ' (--models current writes ids that answer today)' : '';
    return [{ kind: 'warning' as const, message: `model ${id} ${text}${advice}` }];
  });
}

function describeStatus(status: ModelStatus, endsOn: string | undefined): string | undefined {
  const on = endsOn === undefined ? '' : ` on ${endsOn}`;
  switch (status) {
    case 'current': {
      return undefined;
    }
    case 'ending': {
      return `stops answering${on}`;
    }
    case 'retired': {
      return `was retired${on}`;
    }
    case 'never-existed': {
      return 'never existed at the provider';
    }
    case 'unknown': {
      return 'is not in the catalogue; its price is unknown';
    }
  }
}

function idsOf(section: unknown): string[] {
  const list = valueAt(section, ['models']);
  if (!Array.isArray(list)) return [];
  return list.map((model: unknown) => String(valueAt(model, ['model'])));
}
