import { itemAt } from './item-at.ts';
import type { EscalationSettings, VerifierErrors } from './escalation-settings.ts';
import type { Belief, EscalationHistory, TaskKind } from './escalation-history.ts';

/** A model that may be tried. */
interface Tier {
  readonly model: string;
  /** What its prices say that a task costs, in any unit that the tiers share; undefined where they are not known. */
  readonly expectedCost?: number | undefined;
  /** What a prompt cache that is warm takes off that, in the same unit; 0 when undefined. */
  readonly cacheSaving?: number | undefined;
}

/** What is to be decided on. */
export interface Situation {
  readonly kind: TaskKind;
  /** The cheapest first, the strongest last. One at least. */
  readonly tiers: readonly Tier[];
  /** From [0, 1), the same for the same task: decides who explores. */
  readonly draw: number;
}

/** What is believed of a tier. */
export interface Prospect {
  readonly model: string;
  /** That the verifier accepts its answer, as the first one. */
  readonly first: Belief;
  /** The same after answers that were not accepted. */
  readonly later: Belief;
  /** Cost of a task as a share of what it costs with the strongest model; with the caches as they are, where some are warm. */
  readonly cost: Belief;
  /** The same while no cache is warm, as most tasks of the past were. */
  readonly usualCost: Belief;
}

/** Where no prices are known: each tier costs three times what the one below it does. */
const STEP = 3;

/** What is believed of each tier, in order. */
export function prospectsOf(
  { kind, tiers }: Situation,
  history: EscalationHistory,
): readonly Prospect[] {
  const top = tiers.at(-1);
  return tiers.map((tier, index) => {
    const accepted = {
      model: tier.model,
      first: history.acceptance(kind, tier.model, 'first'),
      later: history.acceptance(kind, tier.model, 'later'),
    };
    if (top === undefined || tier === top) return { ...accepted, cost: alike, usualCost: alike };
    const expected = expectedRatio(tier, top) ?? STEP ** (index + 1 - tiers.length);
    const usualCost = history.costRatio(kind.agentType, [tier.model, top.model], expected);
    return { ...accepted, cost: withCaches(usualCost, { tier, top }), usualCost };
  });
}

/** What the strongest model costs beside itself. */
const alike: Belief = { mean: 1, variance: 0, seen: 0 };

/** A warm cache takes off this much of what an attempt costs at the most: what is asked anew, and the answer, are paid for. */
const MOST_SAVED = 0.95;

/** A ratio of costs, with what the caches of both models take off now. */
function withCaches(
  ratio: Belief,
  { tier, top }: { readonly tier: Tier; readonly top: Tier },
): Belief {
  const whole = top.expectedCost ?? 0;
  if (whole === 0) return ratio;
  const { mean, variance, seen } = ratio;
  const strongest = 1 - Math.min(MOST_SAVED, (top.cacheSaving ?? 0) / whole);
  const own = mean - Math.min(MOST_SAVED * mean, (tier.cacheSaving ?? 0) / whole);
  return { mean: own / strongest, variance: variance / strongest ** 2, seen };
}

function expectedRatio(low: Tier, high: Tier): number | undefined {
  if (low.expectedCost === undefined || high.expectedCost === undefined) return undefined;
  return high.expectedCost === 0 ? undefined : low.expectedCost / high.expectedCost;
}

/** The share that is right, given the share that is accepted by a verifier that errs: Rogan and Gladen's estimator (1978). */
export function solvedShare(
  accepted: number,
  { falseAccept, falseReject }: VerifierErrors,
): number {
  const share = (accepted - falseAccept) / (1 - falseAccept - falseReject);
  return Math.min(1, Math.max(0, share));
}

/** What going on from somewhere is expected to bring. */
export interface Way {
  /** The tier to try; a position. */
  readonly next: number;
  /** In costs of the strongest model. */
  readonly cost: number;
  /** That the task is solved in the end. */
  readonly solves: number;
}

/** Passing a tier, at the start or on the way up, may cost so much more than the cheapest way, in costs of the strongest model: more attempts solve more, and the cheapest that can shall answer. */
export const PASSING = 0.15;
/** Standard deviations. A tier between is left out when it costs too much even if it is so much better than it looks, and with more certainty while few tasks came that far: who is never asked never shows it. */
const DOUBT = { usual: 0.5, trial: 1.645 };

interface WeighedWay extends Way {
  /** As little as it may cost by what is known, as far as the doubt goes. */
  readonly doubted: number;
}

/** Where a task stands that goes on. */
interface Standing {
  /** Position of the last tier that was tried. */
  readonly above: number;
  /** Attempts that may be made; the last one is the strongest model's. */
  readonly left: number;
  readonly settings: EscalationSettings;
  /** A tier that fewer than `minSamples` tasks came to may be tried for the sake of knowing. What that costs says nothing of what the way costs later. */
  readonly trial?: boolean;
}

/** The best way on after answers that were not accepted: the next tier up, unless it costs clearly more than it saves. */
export function wayOn(
  prospects: readonly Prospect[],
  { above, left, settings, trial = false }: Standing,
): Way {
  const top = prospects.length - 1;
  const { verifier, minSamples } = settings;
  const ways = prospects.flatMap(({ cost, later }, next): readonly WeighedWay[] => {
    if (next <= above || (left <= 1 && next < top)) return [];
    const right = solvedShare(later.mean, verifier);
    // The last answer is taken as it is.
    if (next === top) return [{ next, cost: cost.mean, doubted: cost.mean, solves: right }];
    const on = wayOn(prospects, { above: next, left: left - 1, settings });
    const solves = right * (1 - verifier.falseReject) + (1 - later.mean) * on.solves;
    const whole = cost.mean + (1 - later.mean) * on.cost;
    const deviation = Math.sqrt(on.cost ** 2 * later.variance + cost.variance);
    const doubt = trial && later.seen < minSamples ? DOUBT.trial : DOUBT.usual;
    return [{ next, cost: whole, doubted: whole - doubt * deviation, solves }];
  });
  const least = Math.min(...ways.map(({ cost }) => cost));
  return itemAt(
    ways.filter(({ doubted }) => doubted <= least + PASSING),
    0,
  );
}
