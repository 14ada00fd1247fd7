import type { EscalationHistory } from './escalation-history.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { itemAt } from './item-at.ts';
import { type Prospect, prospectsOf, type Situation, solvedShare, wayOn } from './prospects.ts';

/** Why a task starts where it starts. */
type StartReason = 'trial' | 'pays' | 'explores' | 'strongest';

/** Starting at a tier, as it was weighed. */
interface StartOption {
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
  /** What the whole way solves, as a share of what the strongest model solves alone. */
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

/** The strongest model solves nine in ten of what a cheaper one solves: about what is published for pairs on repository issues. Verdicts cannot tell, as nobody tries the strongest model on what was accepted. */
const OVERLAP = 0.9;
/** A tier is ruled out when it costs more than the ways above it with 90 % certainty. */
const CERTAINTY = 1.28;

/**
 * Chooses the tier to start at: the cheapest that may well pay and holds the quality, by what is known of tasks like this one. An attempt pays when its
 * cost is less than what it saves, which is its chance of being accepted times the cost of going on. While fewer than `minSamples` tasks started
 * at a tier, it is on trial. A share `explore` starts one tier lower all the same.
 * @throws RangeError when there is no tier
 */
export function chooseStart(
  situation: Situation,
  history: EscalationHistory,
  settings: EscalationSettings,
): StartChoice {
  const prospects = prospectsOf(situation, history);
  itemAt(prospects, 0); // Refuses none.
  const options = prospects.map((_, index) => optionAt(index, prospects, settings));
  const start = options.findIndex((_, index) => mayStart(index, options, settings));
  const explores = start > 0 && settings.maxAttempts > 1 && situation.draw < settings.explore;
  const chosen = explores ? start - 1 : start;
  const reason = explores ? 'explores' : reasonOf(start, options, settings);
  return { start: chosen, reason, text: textOf(reason, itemAt(options, chosen)), options };
}

function optionAt(
  index: number,
  prospects: readonly Prospect[],
  settings: EscalationSettings,
): StartOption {
  const { verifier, maxAttempts } = settings;
  const [{ model, first, cost }, top] = [
    itemAt(prospects, index),
    itemAt(prospects, prospects.length - 1),
  ];
  const solves = solvedShare(first.mean, verifier);
  const facts = { model, solves, accepted: first.mean, costRatio: cost.mean, seen: first.seen };
  if (index === prospects.length - 1) {
    return { ...facts, expectedCost: 1, optimisticCost: 1, quality: 1 };
  }
  const on = wayOn(prospects, { above: index, left: maxAttempts - 1, settings });
  const expectedCost = cost.mean + (1 - first.mean) * on.cost;
  const deviation = Math.sqrt(on.cost ** 2 * first.variance + cost.variance);
  const all = solves * (1 - verifier.falseReject) + (1 - first.mean) * on.solves;
  const alone = solves * OVERLAP + (1 - solves) * solvedShare(top.later.mean, verifier);
  return {
    ...facts,
    expectedCost,
    optimisticCost: expectedCost - CERTAINTY * deviation,
    quality: alone === 0 ? 1 : all / alone,
  };
}

function mayStart(
  index: number,
  options: readonly StartOption[],
  settings: EscalationSettings,
): boolean {
  const above = options.slice(index + 1);
  if (above.length === 0) return true;
  if (settings.maxAttempts < 2) return false;
  const { seen, optimisticCost, quality } = itemAt(options, index);
  if (seen < settings.minSamples) return true;
  return (
    quality >= settings.quality &&
    optimisticCost <= Math.min(...above.map((other) => other.expectedCost))
  );
}

function reasonOf(
  start: number,
  options: readonly StartOption[],
  { minSamples }: EscalationSettings,
): StartReason {
  if (start === options.length - 1) return 'strongest';
  return itemAt(options, start).seen < minSamples ? 'trial' : 'pays';
}

function textOf(reason: StartReason, option: StartOption): string {
  const { model, accepted, costRatio, expectedCost, seen } = option;
  const numbers = `accepted ${percent(accepted)} of the time, at ${percent(costRatio)} of the strongest model's cost: ${percent(expectedCost)} in all`;
  switch (reason) {
    case 'trial':
      return `${model} is on trial: ${Math.floor(seen)} tasks like this started there so far`;
    case 'pays':
      return `${model} first pays: ${numbers}`;
    case 'explores':
      return `${model} first explores: ${numbers}`;
    case 'strongest':
      return `${model} at once: no cheaper model pays and holds the quality`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
