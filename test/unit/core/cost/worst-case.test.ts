import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../../src/core/cost/cost-of.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { worstCase } from '../../../../src/core/cost/worst-case.ts';
import { attemptPlan, sonnet } from '../../../helpers/attempt-plan.ts';

describe(worstCase, () => {
  it.each([
    ['a third more of a Claude prompt, and all output', {}, 135 * 3000 + 50 * 15_000],
    ['the cache entry that is written', { cacheTtl: '5m' as const }, 135 * 3750 + 50 * 15_000],
    ['one for an hour', { cacheTtl: '1h' as const }, 135 * 6000 + 50 * 15_000],
    ['parts of a token as whole ones', { inputTokens: 1 }, 2 * 3000 + 50 * 15_000],
  ])('takes %s', (_what, changes, cost) => {
    const plan = attemptPlan({ inputTokens: 100, maxTokens: 50, ...changes });
    expect(worstCase(plan, sonnet).cost).toBe(cost);
  });

  it('allows more for tokenizers that nobody knows', () => {
    const model = { ...sonnet, model: 'qwen3-coder' };
    const plan = attemptPlan({ inputTokens: 100, maxTokens: 0 });
    expect(worstCase(plan, model).usage).toEqual({ ...noTokens, input: 150 });
  });

  it('takes the prices of long contexts when the allowance reaches them', () => {
    const prices = { ...sonnet.prices, input: 6000, output: 22_500 };
    const model = { ...sonnet, longContext: { fromInputTokens: 134, prices } };
    const plan = attemptPlan({ inputTokens: 100, maxTokens: 50 });
    expect(worstCase(plan, model).cost).toBe(135 * 6000 + 50 * 22_500);
  });

  it('is no less than any call within it costs', () => {
    const prices = { ...sonnet.prices, input: 6000, output: 22_500 };
    const model = { ...sonnet, longContext: { fromInputTokens: 5000, prices } };
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(135), fc.nat(100), (...numbers) => {
        const [inputTokens, maxTokens, read, wrote] = numbers;
        const input = Math.floor((inputTokens * read) / 100);
        const output = Math.floor((maxTokens * wrote) / 100);
        const most = worstCase(attemptPlan({ inputTokens, maxTokens }), model).cost;
        expect(most).toBeGreaterThanOrEqual(costOf(model, { ...noTokens, input, output }) ?? -1);
      }),
    );
  });

  it('does not hide a plan that is no plan', () => {
    expect(() => worstCase(attemptPlan({ maxTokens: Number.NaN }), sonnet)).toThrow(RangeError);
  });
});
