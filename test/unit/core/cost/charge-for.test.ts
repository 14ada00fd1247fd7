import { describe, expect, it } from 'vitest';
import { chargeFor } from '../../../../src/core/cost/charge-for.ts';
import { worstCase } from '../../../../src/core/cost/worst-case.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { attemptEnd, attemptPlan, sonnet } from '../../../helpers/attempt-plan.ts';

const plan = attemptPlan();
const started = { ...noTokens, input: 900, cacheRead: 50, output: 1 };
const worst = { cost: 1350 * 3000 + 1000 * 15_000, basis: 'worst-case' };

/** Tokens that were made and never came. */
const onTheirWay = 32;

describe(chargeFor, () => {
  it('takes the last word of the provider, whatever became of the answer', () => {
    for (const outcome of ['succeeded', 'failed', 'aborted'] as const) {
      expect(chargeFor(plan, sonnet, attemptEnd({ outcome }))).toEqual({
        cost: 900 * 3000 + 200 * 15_000,
        usage: { ...noTokens, input: 900, output: 200 },
        basis: 'measured',
      });
    }
  });

  it('takes nothing for what was certainly not billed', () => {
    const end = attemptEnd({ outcome: 'failed', mayBeBilled: false, usage: undefined });
    expect(chargeFor(plan, sonnet, end)).toEqual({ cost: 0, usage: noTokens, basis: 'measured' });
  });

  it.each(['failed', 'aborted'] as const)(
    'bills what was streamed of an answer that %s',
    (outcome) => {
      const end = attemptEnd({
        outcome,
        usage: started,
        usageIsFinal: false,
        outputCharacters: 301,
      });
      expect(chargeFor(plan, sonnet, end)).toEqual({
        cost: 900 * 3000 + 50 * 300 + (151 + onTheirWay) * 15_000,
        usage: { ...started, output: 151 + onTheirWay },
        basis: 'estimated',
      });
    },
  );

  it('believes the provider rather than the characters when it counted more', () => {
    const usage = { ...started, output: 400 };
    const end = attemptEnd({ outcome: 'failed', usage, usageIsFinal: false, outputCharacters: 10 });
    expect(chargeFor(plan, sonnet, end).usage.output).toBe(400);
  });

  it('estimates no more output than was allowed', () => {
    const end = attemptEnd({
      outcome: 'aborted',
      usage: started,
      usageIsFinal: false,
      outputCharacters: 1e6,
    });
    expect(chargeFor(plan, sonnet, end).usage.output).toBe(1000);
  });

  it('bills everything that was held when reading fell behind', () => {
    const end = attemptEnd({
      outcome: 'aborted',
      usage: started,
      usageIsFinal: false,
      fellBehind: true,
    });
    expect(chargeFor(plan, sonnet, end)).toEqual({
      ...worstCase(plan, sonnet),
      basis: 'worst-case',
    });
  });

  it('bills the input at least when an abort came before anything was counted', () => {
    const end = attemptEnd({
      outcome: 'aborted',
      usage: undefined,
      usageIsFinal: false,
      outputCharacters: 0,
    });
    expect(chargeFor(plan, sonnet, end)).toEqual({
      cost: 1350 * 3000 + onTheirWay * 15_000,
      usage: { ...noTokens, input: 1350, output: onTheirWay },
      basis: 'estimated',
    });
  });

  it('estimates from characters alone when nothing was counted', () => {
    const end = attemptEnd({
      outcome: 'failed',
      usage: undefined,
      usageIsFinal: false,
      outputCharacters: 20,
    });
    expect(chargeFor(plan, sonnet, end)).toMatchObject({
      cost: 1350 * 3000 + (10 + onTheirWay) * 15_000,
      basis: 'estimated',
    });
  });

  it.each([
    [
      'a failure of which nothing is known',
      { outcome: 'failed', usage: undefined, outputCharacters: 0 },
    ],
    ['an answer without counts', { usage: undefined }],
    ['an answer without its last count', { usage: started, usageIsFinal: false }],
    ['counts of nothing', { usage: noTokens }],
    ['counts that cannot be true', { usage: { ...started, output: -5 } }],
    ['counts that are no numbers', { usage: { ...started, input: Number.NaN } }],
  ] as const)('takes the worst case for %s', (_case, changes) => {
    expect(chargeFor(plan, sonnet, attemptEnd(changes))).toMatchObject(worst);
  });
});
