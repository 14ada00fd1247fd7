import { Accounts } from './accounts.ts';
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
import { type Quality, qualityOf } from './quality-of.ts';

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
  /** The same, as high as it may well be. */
  readonly pessimisticCost: number;
  /** What the whole way is expected to solve, as a share of what the strongest model solves alone. */
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

/** 90 %, one-sided: with that certainty a way costs less than the ways above it, or more. What lies between is undecided. */
const CERTAINTY = 1.28;

/**
 * Chooses the tier to start at: the cheapest that pays and holds the quality, by what is known of tasks like this one. An attempt pays when its cost is
 * less than what it saves, which is its chance of being accepted times the cost of going on. Where that is certain, nothing else counts. Where it is
 * not, or while fewer than `minSamples` tasks started at a tier, it is tried on account: as long as that has lost little beside what the strongest model
 * would have cost (a baseline that is kept to, as in Wu et al., Conservative Bandits, 2016). So is a tier that seems to solve less. Some
 * tasks start one tier lower all the same, on the same account of money.
 * @throws RangeError when there is no tier
 */
export function chooseStart(
  situation: Situation,
  history: EscalationHistory,
  settings: EscalationSettings,
): StartChoice {
  const prospects = prospectsOf(situation, history);
  const weighed = prospects.map((_, index) => weigh(index, prospects, settings));
  const options = weighed.map(({ option }) => option);
  const accounts = new Accounts(situation.kind.agentType, prospects, { history, settings });
  const scene = { weighed, settings, accounts };
  const possible = weighed.flatMap((_, index) => {
    const reason = reasonAt(index, scene);
    return reason === undefined ? [] : [{ start: index, reason }];
  });
  const { start, reason: usual } = itemAt(possible, 0); // Refuses no tier.
  const explores = start > 0 && exploresBelow(start, situation.draw, scene);
  const chosen = explores ? start - 1 : start;
  const reason = explores ? 'explores' : usual;
  return { start: chosen, reason, text: textOf(reason, itemAt(options, chosen)), options };
}

interface Weighed {
  readonly option: StartOption;
  readonly quality: Quality;
}

/** What a start is decided by. */
interface Scene {
  readonly weighed: readonly Weighed[];
  readonly settings: EscalationSettings;
  readonly accounts: Accounts;
}

function weigh(
  index: number,
  prospects: readonly Prospect[],
  settings: EscalationSettings,
): Weighed {
  const { verifier, maxAttempts } = settings;
  const top = prospects.length - 1;
  const [tier, strongest] = [itemAt(prospects, index), itemAt(prospects, top)];
  const { model, first, cost } = tier;
  const solves = solvedShare(first.mean, verifier);
  const facts = { model, solves, accepted: first.mean, costRatio: cost.mean, seen: first.seen };
  if (index === top) {
    const whole = { expectedCost: 1, optimisticCost: 1, pessimisticCost: 1, quality: 1 };
    return { option: { ...facts, ...whole }, quality: { whole: solves, alone: solves } };
  }
  const on = wayOn(prospects, { above: index, left: maxAttempts - 1, settings });
  const expectedCost = cost.mean + (1 - first.mean) * on.cost;
  const doubt = CERTAINTY * Math.sqrt(on.cost ** 2 * first.variance + cost.variance);
  const quality = qualityOf({ tier, strongest, on, direct: on.next === top, verifier });
  const option = {
    ...facts,
    expectedCost,
    optimisticCost: expectedCost - doubt,
    pessimisticCost: expectedCost + doubt,
    quality: quality.alone === 0 ? 1 : quality.whole / quality.alone,
  };
  return { option, quality };
}

/** Why a task may start at a tier; undefined when it should not. */
function reasonAt(index: number, { weighed, settings, accounts }: Scene): StartReason | undefined {
  const above = weighed.slice(index + 1);
  if (above.length === 0) return 'strongest';
  if (settings.maxAttempts < 2) return undefined;
  const { option, quality } = itemAt(weighed, index);
  const { seen, expectedCost, optimisticCost, pessimisticCost } = option;
  if (seen < settings.minSamples && accounts.affordMoney(index)) return 'trial';
  if (!accounts.affordSolves(index, quality)) return undefined;
  const least = Math.min(...above.map((other) => other.option.expectedCost));
  const most = Math.min(1, least + PASSING);
  if (pessimisticCost <= most) return 'pays';
  if (optimisticCost > most || !accounts.affordMoney(index)) return undefined;
  return expectedCost <= most ? 'pays' : 'undecided';
}

/**
 * Whether a task starts one tier lower all the same: of those that draw so, as many as are expected to cost the share `explore` of all, so that a change is
 * noticed. What is cheap is soon asked again, what is dear seldom; of what solves too little, just that share of the tasks is asked.
 */
function exploresBelow(
  start: number,
  draw: number,
  { weighed, settings, accounts }: Scene,
): boolean {
  if (settings.maxAttempts < 2 || !accounts.affordMoney(start - 1)) return false;
  const [lower, usual] = [itemAt(weighed, start - 1), itemAt(weighed, start)];
  const dearer = lower.option.expectedCost - usual.option.expectedCost;
  const costs = accounts.affordSolves(start - 1, lower.quality) ? dearer : 1;
  return draw * costs < settings.explore;
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
