import type { AttemptPlan } from './billing.ts';
import { costOf, type PricedModel } from './cost-of.ts';
import { noTokens, type TokenUsage } from './token-usage.ts';

/** The most that an attempt can use and cost. */
export interface WorstCase {
  readonly usage: TokenUsage;
  /** Nano-dollars. */
  readonly cost: number;
}

/** How much more than {@link estimateTokens} a family's tokenizer may count, in percent: Anthropic says up to 35 of its newest; of others nothing is known. */
const FAMILY_PERCENT = { claude: 35, other: 50 } as const;

/**
 * The most that an attempt can cost: the estimated prompt with its family's allowance, written to the cache where the plan says so, and all output tokens that
 * it may have. A model that is dearer for long contexts is taken at the step's prices as soon as the allowance reaches it.
 */
export function worstCase(
  { inputTokens, maxTokens, cacheTtl }: AttemptPlan,
  model: PricedModel,
): WorstCase {
  const percent = /claude/i.test(model.model) ? FAMILY_PERCENT.claude : FAMILY_PERCENT.other;
  const input = Math.ceil((inputTokens * (100 + percent)) / 100);
  const prompt =
    cacheTtl === undefined
      ? { input }
      : cacheTtl === '5m'
        ? { cacheWrite5m: input }
        : { cacheWrite1h: input };
  const usage = { ...noTokens, ...prompt, output: maxTokens };
  const cost = costOf(model, usage);
  if (cost === undefined) throw new RangeError(`no cost of ${inputTokens} + ${maxTokens} tokens`);
  return { usage, cost };
}
