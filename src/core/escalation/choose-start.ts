import type { EscalationHistory } from './escalation-history.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { itemAt } from './item-at.ts';
import {
  PASSING,
  type Prospect,
  prospectsOf,
  type Situation,
  solvedShare,
  wayOn,
} from './prospects.ts';
import { qualityOf } from './quality-of.ts';

/** Why a task starts where it starts. */
export type StartReason = 'trial' | 'pays' | 'undecided' | 'explores' | 'strongest';

/** Starting at a tier, as it was weighed. */
export interface StartOption {
  readonly model: string;
  /** That this model solves the task. */
  readonly solves: number;
  /** That the verifier accepts its answer. */
  readonly accepted: number;
  /** Of one attempt, as a share of what the strongest model costs. */
  readonly costRatio: number;
  /** Of the whole way from here, in costs of the strongest model. */
  readonly expectedCost: number;
  /** The same, as low as it may well be by what is known. */
  readonly optimisticCost: number;
  /** What the whole way solves, as a share of what the strongest model solves alone; as much as it may well be by what is known. */
  readonly quality: number;
  /** Tasks of the agent type that started here. */
  readonly seen: number;
}

/** Where a task starts, and why. */
export interface StartChoice {
  /** The tier's position. */
  readonly start: number;
  readonly reason: StartReason;
  /** For people. */
  readonly text: string;
  /** All tiers, in order. */
  readonly options: readonly StartOption[];
}

/** 95 %, one-sided: a tier is ruled out when it costs more than the ways above it, or solves less than it must, with that certainty. */
const CERTAINTY = 1.645;
/** Costs of the strongest model that may be lost to finding out, beside the share of all: too few tasks have no share worth the name. Where a start is expected to pay, more must be lost before the account is believed instead: a few dear tasks say little. */
const FLOAT = { undecided: 1, pays: 10 };

/**
 * Chooses the tier to start at: the cheapest that pays and holds the quality, by what is known of tasks like this one. An attempt pays when its cost is
 * less than what it saves, which is its chance of being accepted times the cost of going on. A tier that does not seem to pay, but may well, is tried
 * as long as that has lost no more than the share `explore` of what the strongest model would have cost (a baseline that is kept to, as in Wu et al.,
 * Conservative Bandits, 2016). While fewer than `minSamples` tasks started at a tier, it is on trial. A share `explore` of the tasks starts one tier
 * lower all the same, on the same account.
 * @throws RangeError when there is no tier
 */
export function chooseStart(
  situation: Situation,
  history: EscalationHistory,
  settings: EscalationSettings,
): StartChoice {
  const prospects = prospectsOf(situation, history);
  const strongest = itemAt(prospects, prospects.length - 1); // Refuses none.
  const options = prospects.map((_, index) => optionAt(index, prospects, settings));
  const affords: Affords = (index, float) => {
    const { model } = itemAt(options, index);
    const { excess, baseline, tasks } = history.lossOf(
      situation.kind.agentType,
      model,
      strongest.model,
    );
    return tasks === 0 || excess <= settings.explore * baseline + (float * baseline) / tasks;
  };
  const possible = options.flatMap((_, index) => {
    const reason = reasonAt(index, options, { settings, affords });
    return reason === undefined ? [] : [{ start: index, reason }];
  });
  const { start, reason: usual } = itemAt(possible, 0);
  const explores =
    start > 0 &&
    settings.maxAttempts > 1 &&
    situation.draw < settings.explore &&
    affords(start - 1, FLOAT.undecided);
  const chosen = explores ? start - 1 : start;
  const reason = explores ? 'explores' : usual;
  return { start: chosen, reason, text: textOf(reason, itemAt(options, chosen)), options };
}

/** Whether what was lost so far by starting at a tier is within the share that may be lost, and so many tasks' worth. */
type Affords = (index: number, float: number) => boolean;

function optionAt(
  index: number,
  prospects: readonly Prospect[],
  settings: EscalationSettings,
): StartOption {
  const { verifier, maxAttempts } = settings;
  const top = prospects.length - 1;
  const [tier, strongest] = [itemAt(prospects, index), itemAt(prospects, top)];
  const { model, first, cost } = tier;
  const facts = {
    model,
    solves: solvedShare(first.mean, verifier),
    accepted: first.mean,
    costRatio: cost.mean,
    seen: first.seen,
  };
  if (index === top) return { ...facts, expectedCost: 1, optimisticCost: 1, quality: 1 };
  const on = wayOn(prospects, { above: index, left: maxAttempts - 1, settings });
  const expectedCost = cost.mean + (1 - first.mean) * on.cost;
  const deviation = Math.sqrt(on.cost ** 2 * first.variance + cost.variance);
  const direct = on.next === top;
  return {
    ...facts,
    expectedCost,
    optimisticCost: expectedCost - CERTAINTY * deviation,
    quality: qualityOf({ tier, strongest, on, direct, verifier, deviations: CERTAINTY }),
  };
}

/** Why a task may start at a tier; undefined when it should not. */
function reasonAt(
  index: number,
  options: readonly StartOption[],
  { settings, affords }: { readonly settings: EscalationSettings; readonly affords: Affords },
): StartReason | undefined {
  const above = options.slice(index + 1);
  if (above.length === 0) return 'strongest';
  if (settings.maxAttempts < 2) return undefined;
  const { seen, expectedCost, optimisticCost, quality } = itemAt(options, index);
  if (seen < settings.minSamples) return 'trial';
  if (quality < settings.quality) return undefined;
  const most = Math.min(1, Math.min(...above.map((other) => other.expectedCost)) + PASSING);
  if (expectedCost <= most && affords(index, FLOAT.pays)) return 'pays';
  return optimisticCost <= most && affords(index, FLOAT.undecided) ? 'undecided' : undefined;
}

function textOf(reason: StartReason, option: StartOption): string {
  const { model, accepted, costRatio, expectedCost, seen } = option;
  const numbers = `accepted ${percent(accepted)} of the time, at ${percent(costRatio)} of the strongest model's cost: ${percent(expectedCost)} in all`;
  switch (reason) {
    case 'trial':
      return `${model} is on trial: ${Math.floor(seen)} tasks like this started there so far`;
    case 'pays':
      return `${model} first pays: ${numbers}`;
    case 'undecided':
      return `${model} first may pay: ${numbers}, by ${Math.floor(seen)} tasks`;
    case 'explores':
      return `${model} first explores: ${numbers}`;
    case 'strongest':
      return `${model} at once: no cheaper model pays and holds the quality`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
