import { chooseStart } from './choose-start.ts';
import type { EscalationHistory, HistoryFacts } from './escalation-history.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { itemAt } from './item-at.ts';

/** How an agent type's tasks of a band are seen, before and after learning. */
export interface LearnedChange {
  readonly agentType: string;
  readonly band: number;
  readonly model: string;
  /** Tasks that the model tried first. */
  readonly tasks: number;
  /** How likely its answer is to be accepted; null where nothing was learned before. */
  readonly acceptedBefore: number | null;
  readonly acceptedAfter: number;
}

/** Where an agent type's tasks of a band start, before and after learning. */
export interface StartChange {
  readonly agentType: string;
  readonly band: number;
  /** Null where nothing was learned before. */
  readonly before: string | null;
  readonly after: string;
  /** Why they start there. */
  readonly reason: string;
}

/** What changes. */
export interface LearnedChanges {
  readonly acceptance: readonly LearnedChange[];
  readonly starts: readonly StartChange[];
}

/** No task: nobody explores. */
const NO_DRAW = 1;

/** What is seen otherwise after learning. */
export function compareLearned(
  { acceptance, costs }: HistoryFacts,
  {
    before,
    after,
    settingsFor,
  }: {
    readonly before: EscalationHistory | undefined;
    readonly after: EscalationHistory;
    /** What the policy goes by for an agent type. */
    readonly settingsFor: (agentType: string) => EscalationSettings;
  },
): LearnedChanges {
  const tried = acceptance.filter(({ place }) => place === 'first').toSorted(byKind);
  const changes = tried.map(({ agentType, band, model, tasks }): LearnedChange => {
    const of = (history: EscalationHistory): number =>
      history.acceptance({ agentType, band }, model, 'first').mean;
    return {
      agentType,
      band,
      model,
      tasks,
      acceptedBefore: before === undefined ? null : of(before),
      acceptedAfter: of(after),
    };
  });
  const kinds = new Map(
    tried.map(({ agentType, band }) => [`${agentType}\n${band}`, { agentType, band }]),
  );
  const starts = [...kinds.values()].map((kind): StartChange => {
    const tiers = modelsOf({ acceptance, costs }, kind.agentType).map((model) => ({ model }));
    const settings = settingsFor(kind.agentType);
    const startIn = (history: EscalationHistory): { model: string; text: string } => {
      const { start, text } = chooseStart({ kind, tiers, draw: NO_DRAW }, history, settings);
      return { model: itemAt(tiers, start).model, text };
    };
    const chosen = startIn(after);
    return {
      agentType: kind.agentType,
      band: kind.band,
      before: before === undefined ? null : startIn(before).model,
      after: chosen.model,
      reason: chosen.text,
    };
  });
  return { acceptance: changes, starts };
}

interface Placed {
  readonly agentType: string;
  readonly band: number;
  readonly model: string;
}

function byKind(a: Placed, b: Placed): number {
  const [one, other] = [a, b].map(
    ({ agentType, band, model }) => `${agentType}\n${band}\n${model}`,
  );
  return String(one) < String(other) ? -1 : 1;
}

/** The models of an agent type, the one that costs least beside the others first. */
function modelsOf({ acceptance, costs }: HistoryFacts, agentType: string): readonly string[] {
  const own = acceptance.filter((fact) => fact.agentType === agentType);
  const names = [...new Set(own.map(({ model }) => model))];
  // In how many pairs a model is the dearer one.
  const rank = (name: string): number =>
    costs.filter(
      ({ agentType: type, models: [low, high], logs }) =>
        type === agentType && high === name && low !== name && logs < 0,
    ).length;
  return names.toSorted((a, b) => rank(a) - rank(b));
}
