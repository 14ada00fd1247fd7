import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/core/routing/analyze.ts';
import { route } from '../../../../src/core/routing/route.ts';
import type { RoutableTask } from '../../../../src/core/routing/routable-task.ts';
import type { RoutedModel, RoutingConditions } from '../../../../src/core/routing/routed-model.ts';
import { routedModel, routerSettings } from '../../../helpers/routed-models.ts';

const task: RoutableTask = { description: 'Rename the variable x to y.' };
const { score } = analyze(task);

/** Three models so that the named one holds the score of the task, and the others lie above and below it. */
function around(more: Partial<RoutedModel> = {}): readonly RoutedModel[] {
  return [
    routedModel('above', 5000, [Math.min(1, score + 0.001), 1]),
    routedModel('right', 3000, [score, score], more),
    routedModel('below', 1000, [0, Math.max(0, score - 0.001)]),
  ];
}

const decide = (
  models: readonly RoutedModel[],
  conditions: RoutingConditions = {},
  defaultModel = 'above',
): ReturnType<typeof route> =>
  route(task, { settings: routerSettings({ models, defaultModel }), conditions });

describe(route, () => {
  it('takes the cheapest model whose range holds the score', () => {
    const models = [...around(), routedModel('cheaper', 2000, [0, 1])];
    const decision = decide(models);
    expect(decision).toMatchObject({ model: { name: 'cheaper' }, strategy: 'complexity-range' });
    expect(decision.reason).toMatch(
      /^score 0\.\d\d is in 0 to 1: cheaper, the cheapest of 2 for it$/,
    );
  });

  it('names the runners-up, the nearest above first', () => {
    expect(decide(around()).fallbacks.map(({ name }) => name)).toEqual(['above', 'below']);
  });

  it('gives the same answer to the same question', () => {
    expect(decide(around())).toEqual(decide(around()));
  });

  it('does not look at the type', () => {
    const settings = routerSettings();
    expect(route({ ...task, type: 'architecture' }, { settings })).toEqual(
      route(task, { settings }),
    );
  });

  it.each(['above', 'above-id'])('takes the model that was asked for: %s', (pinned) => {
    expect(decide(around(), { pinned })).toMatchObject({
      model: { name: 'above' },
      strategy: 'pinned-model',
      reason: 'above was asked for',
    });
  });

  it('refuses a model that nobody configured', () => {
    expect(() => decide(around(), { pinned: 'gpt' })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: 'no model is called gpt',
        hint: 'Configured are: above, right, below',
      }),
    );
  });

  it.each([
    ['takes', 'below', 'tester', { name: 'below' }, 'agent-override'],
    ['does not know the model of', 'nobody', 'tester', { name: 'right' }, 'complexity-range'],
    ['has no model for', 'below', 'other', { name: 'right' }, 'complexity-range'],
  ])('%s an agent type', (_, name, agentType, model, strategy) => {
    const settings = routerSettings({ models: around(), agentModels: { tester: name } });
    expect(route({ ...task, agentType }, { settings })).toMatchObject({ model, strategy });
  });

  it('passes over the model of an agent type when it cannot take the task', () => {
    const settings = routerSettings({ models: around(), agentModels: { tester: 'below' } });
    const conditions = { openCircuits: new Set(['below']) };
    expect(route({ ...task, agentType: 'tester' }, { settings, conditions }).model.name).toBe(
      'right',
    );
  });

  it.each([
    [
      'context-window',
      { maxTokens: 10 },
      {},
      'right is too small for the task; above takes it instead',
    ],
    [
      'streaming',
      { supportsStreaming: false },
      { needsStreaming: true },
      'right cannot stream; above takes it instead',
    ],
    [
      'circuit',
      {},
      { openCircuits: new Set(['right']) },
      'right failed too often just now; above takes it instead',
    ],
    [
      'budget',
      { prices: undefined },
      { budget: { remaining: 1e12, degrade: false } },
      'right has no known price, and there is a budget; above takes it instead',
    ],
  ])('looks further by %s', (strategy, more, conditions, reason) => {
    expect(decide(around(more), conditions)).toMatchObject({ strategy, reason });
  });

  it('takes what the budget allows', () => {
    const cheap = decide(around()).candidates[2]?.estimate ?? Number.NaN;
    expect(decide(around(), { budget: { remaining: cheap, degrade: false } })).toMatchObject({
      strategy: 'budget',
      reason: 'right costs more than the budget leaves; below takes it instead',
    });
  });

  it('takes the cheapest from the point where budgets degrade', () => {
    expect(decide(around(), { budget: { remaining: 1e12, degrade: true } })).toMatchObject({
      strategy: 'budget',
      reason: 'the budget is nearly spent: below is the cheapest that can take it',
    });
  });

  it('falls to the default model in a gap', () => {
    const models = around().filter(({ name }) => name !== 'right');
    const decision = decide(models, {}, 'below');
    expect(decision).toMatchObject({ model: { name: 'below' }, strategy: 'default-model' });
    expect(decision.reason).toMatch(
      /^no model that can take it has a range for score 0\.\d\d: the default model below$/,
    );
  });

  it('falls to the nearest when the default model cannot take it either', () => {
    const models = around({ enabled: false });
    const decision = decide(models, { openCircuits: new Set(['below']) }, 'below');
    expect(decision).toMatchObject({ model: { name: 'above' }, strategy: 'default-model' });
    expect(decision.reason).toContain('and the default model cannot take it either: above');
  });

  it('falls to the default model when nothing can take it: the budget refuses it later', () => {
    for (const degrade of [true, false]) {
      const decision = decide(around(), { budget: { remaining: 0, degrade } }, 'below');
      expect(decision).toMatchObject({ model: { name: 'below' }, strategy: 'default-model' });
      expect(decision.fallbacks).toEqual([]);
      expect(decision.reason).toMatch(
        /^right is for score 0\.\d\d, but costs more than the budget leaves, and no other model can take it: the default model below$/,
      );
    }
  });

  it('says what rules the right model out when nothing can take a task', () => {
    const models = around({ maxTokens: 10 }).map((each) => Object.assign(each, { maxTokens: 10 }));
    expect(decide(models, {}, 'below').reason).toContain(
      ', but is too small for the input and the output, and no other model can take it: the default',
    );
  });

  it('falls to the first model when the default is none of them', () => {
    const decision = decide(around(), { budget: { remaining: 0, degrade: false } }, 'nobody');
    expect(decision.model.name).toBe('above');
  });

  it('refuses to choose among no models', () => {
    expect(() => decide([])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('takes a window for the output into account', () => {
    const fits = decide(around({ maxTokens: 5000 }), { maxOutputTokens: 100 });
    const misfits = decide(around({ maxTokens: 5000 }), { maxOutputTokens: 5000 });
    expect([fits.strategy, misfits.strategy]).toEqual(['complexity-range', 'context-window']);
  });
});
