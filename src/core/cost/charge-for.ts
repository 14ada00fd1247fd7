import type { AttemptEnd, AttemptPlan, Charge } from './billing.ts';
import { costOf, type PricedModel } from './cost-of.ts';
import { noTokens, type TokenUsage } from './token-usage.ts';
import { worstCase } from './worst-case.ts';

/** Output of which only the characters are known: prose has four to a token, code three, other scripts two and less. */
const CHARACTERS_PER_TOKEN = 2;
/** Output that the provider had made when it learned of the end, and that never came: a third of a second of a fast model. */
const TOKENS_ON_THEIR_WAY = 32;

/**
 * What an attempt is charged. The provider's last word is taken as it is. Without it, what has been streamed is billed: the input as the provider counted it when the
 * stream began, else its worst case, and the output counted or estimated, whichever is more. Where not even that is known, everything
 * that was held. Never 0 for what may have been billed.
 */
export function chargeFor(plan: AttemptPlan, model: PricedModel, end: AttemptEnd): Charge {
  if (!end.mayBeBilled) return { cost: 0, usage: noTokens, basis: 'measured' };
  const counted = countedCharge(model, end.usage);
  if (counted !== undefined && end.usageIsFinal) return counted;
  const worst = worstCase(plan, model);
  const input = counted?.usage ?? { ...worst.usage, output: 0 };
  const streamed = { ...input, output: Math.max(input.output, outputOf(plan, end)) };
  const cost = isPartlyKnown(end, counted) ? costOf(model, streamed) : undefined;
  return cost === undefined
    ? { cost: worst.cost, usage: worst.usage, basis: 'worst-case' }
    : { cost, usage: streamed, basis: 'estimated' };
}

/** By the provider's counts; undefined where there are none, or none that can be true: no answer takes no tokens at all. */
function countedCharge(model: PricedModel, usage: TokenUsage | undefined): Charge | undefined {
  if (usage === undefined) return undefined;
  const cost = costOf(model, usage);
  return cost === undefined || cost === 0 ? undefined : { cost, usage, basis: 'measured' };
}

/** A whole answer without its final counts is not known in part: something is missing that should be there. Neither is one that was made faster than it was read. */
function isPartlyKnown(
  { outcome, outputCharacters, fellBehind }: AttemptEnd,
  counted: Charge | undefined,
): boolean {
  if (outcome === 'succeeded' || fellBehind === true) return false;
  return outcome === 'aborted' || outputCharacters > 0 || counted !== undefined;
}

function outputOf({ maxTokens }: AttemptPlan, { outputCharacters }: AttemptEnd): number {
  const seen = Math.ceil(outputCharacters / CHARACTERS_PER_TOKEN);
  return Math.min(maxTokens, seen + TOKENS_ON_THEIR_WAY);
}
