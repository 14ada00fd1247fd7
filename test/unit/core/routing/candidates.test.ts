import { describe, expect, it } from 'vitest';
import { candidatesFor, ranked } from '../../../../src/core/routing/candidates.ts';
import { routedModel, routerSettings } from '../../../helpers/routed-models.ts';

const tokens = { input: 1000, output: 100 };

describe(candidatesFor, () => {
  it('estimates in nano-dollars, with the most output', () => {
    const [, , small] = candidatesFor({ score: 0.1, tokens }, routerSettings(), {});
    expect(small).toMatchObject({
      estimate: 1000 * 1000 + 5000 * 100,
      accepted: true,
      reason: 'its range 0 to 0.4 holds the score',
    });
  });

  it('takes the prices of long contexts from their first token on', () => {
    const prices = { input: 7, output: 9, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 };
    const models = [
      routedModel('m', 1, [0, 1], { longContext: { fromInputTokens: 1000, prices } }),
      routedModel('n', 1, [0, 1], { longContext: { fromInputTokens: 1001, prices } }),
    ];
    const [m, n] = candidatesFor({ score: 0.1, tokens }, routerSettings({ models }), {});
    expect([m?.estimate, n?.estimate]).toEqual([7900, 1500]);
  });

  it.each([
    ['disabled', { enabled: false }, {}, 'disabled'],
    ['context-window', { maxTokens: 1099 }, {}, 'too small for the input and the output'],
    ['context-window', { contextWindow: 1099 }, {}, 'too small for the input and the output'],
    ['streaming', { supportsStreaming: false }, { needsStreaming: true }, 'cannot stream'],
    ['circuit-open', {}, { openCircuits: new Set(['m']) }, 'failed too often just now'],
    [
      'price-unknown',
      { prices: undefined },
      { budget: { remaining: 1e9, degrade: false } },
      'its price is unknown, and there is a budget',
    ],
    [
      'over-budget',
      {},
      { budget: { remaining: 1_499_999, degrade: false } },
      'costs more than the budget leaves',
    ],
  ])('sees %s', (obstacle, model, conditions, reason) => {
    const settings = routerSettings({ models: [routedModel('m', 1000, [0, 1], model)] });
    const [candidate] = candidatesFor({ score: 0.1, tokens }, settings, conditions);
    expect(candidate).toMatchObject({ obstacles: [obstacle], reason, accepted: false });
  });

  it.each([
    ['no window is known', { maxTokens: undefined }, {}],
    ['the input and the output just fit', { maxTokens: 1100 }, {}],
    ['nobody streams', { supportsStreaming: false }, {}],
    ['there is no budget', { prices: undefined }, {}],
    ['the budget is just enough', {}, { budget: { remaining: 1_500_000, degrade: false } }],
  ])('sees no obstacle when %s', (_, model, conditions) => {
    const settings = routerSettings({ models: [routedModel('m', 1000, [0, 1], model)] });
    const [candidate] = candidatesFor({ score: 0.1, tokens }, settings, conditions);
    expect(candidate).toMatchObject({ obstacles: [], accepted: true });
  });

  it('says which range does not hold the score', () => {
    const [large] = candidatesFor({ score: 0.1, tokens }, routerSettings(), {});
    expect(large).toMatchObject({
      accepted: false,
      reason: 'its range is 0.7 to 1',
      obstacles: [],
    });
  });
});

const names = (score: number, models = routerSettings().models): readonly string[] =>
  ranked(candidatesFor({ score, tokens }, routerSettings({ models }), {}), score).map(
    ({ model }) => model.name,
  );

describe(ranked, () => {
  it('puts the cheapest that holds the score first, then what is above, then what is below', () => {
    expect(names(0.35)).toEqual(['small', 'middle', 'large']);
    expect(names(0.5)).toEqual(['middle', 'large', 'small']);
    expect(names(0.75)).toEqual(['middle', 'large', 'small']);
    expect(names(0.95)).toEqual(['large', 'middle', 'small']);
  });

  it('never takes an unknown price for the cheapest', () => {
    const models = [
      routedModel('unknown', undefined, [0, 1]),
      routedModel('dear', 9000, [0, 1]),
      routedModel('also unknown', undefined, [0, 1]),
    ];
    expect(names(0.5, models)).toEqual(['dear', 'unknown', 'also unknown']);
  });
});
