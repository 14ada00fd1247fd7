import type { AttemptEnd, AttemptPlan } from '../../src/core/cost/billing.ts';
import type { PricedModel } from '../../src/core/cost/cost-of.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { someCall } from './budget-requests.ts';

/** Sonnet at $3 and $15 per million tokens. */
export const sonnet: PricedModel = {
  name: 'claude-sonnet-4.5',
  model: 'claude-sonnet-4-5-20250929',
  provider: 'anthropic',
  prices: { input: 3000, output: 15_000, cacheRead: 300, cacheWrite5m: 3750, cacheWrite1h: 6000 },
  priceSource: 'test',
};

/** A call of a thousand tokens that may answer in a thousand, but for what a test says. */
export function attemptPlan(changes: Partial<AttemptPlan> = {}): AttemptPlan {
  return {
    call: someCall,
    model: sonnet,
    attempt: 1,
    inputTokens: 1000,
    maxTokens: 1000,
    ...changes,
  };
}

/** A whole answer with the provider's last word, but for what a test says. */
export function attemptEnd(changes: Partial<AttemptEnd> = {}): AttemptEnd {
  return {
    outcome: 'succeeded',
    usage: { ...noTokens, input: 900, output: 200 },
    mayBeBilled: true,
    usageIsFinal: true,
    outputCharacters: 800,
    ...changes,
  };
}
