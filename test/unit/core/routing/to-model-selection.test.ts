import { describe, expect, it } from 'vitest';
import { route } from '../../../../src/core/routing/route.ts';
import { toModelSelection } from '../../../../src/core/routing/to-model-selection.ts';
import { routedModel, routerSettings } from '../../../helpers/routed-models.ts';

const timestamp = new Date('2026-11-23T12:00:00Z');
const task = { description: 'Rename the variable x to y.' };

const capabilities = (contextWindow: number | undefined): unknown => {
  const models = [routedModel('m', undefined, [0, 1], { maxTokens: undefined, contextWindow })];
  const decision = route(task, { settings: routerSettings({ models }) });
  return toModelSelection(decision, timestamp).modelConfig.capabilities;
};

describe(toModelSelection, () => {
  it('says it in the words of the documents', () => {
    const decision = route(task, {
      settings: routerSettings(),
      conditions: { pinned: 'small' },
    });
    expect(toModelSelection(decision, timestamp)).toEqual({
      modelName: 'small',
      modelConfig: {
        name: 'small',
        provider: 'anthropic',
        model: 'small-id',
        capabilities: {
          maxTokens: 200_000,
          supportsStreaming: true,
          costPer1kTokens: { input: 0.001, output: 0.005 },
        },
        complexityRange: { min: 0, max: 0.4 },
        enabled: true,
      },
      complexity: {
        overall: decision.analysis.score,
        tokenCount: decision.analysis.tokens,
        factors: {
          codeComplexity: decision.analysis.factors.structure,
          dataSize: decision.analysis.factors.token,
          requiresReasoning: false,
        },
      },
      reason: 'small was asked for',
      timestamp,
      fallbackModels: ['middle', 'large'],
    });
  });

  it('never tells an unknown price as 0', () => {
    expect(capabilities(undefined)).toMatchObject({ maxTokens: Number.NaN });
    expect(capabilities(9000)).toEqual({
      maxTokens: 9000,
      supportsStreaming: true,
      costPer1kTokens: { input: Number.NaN, output: Number.NaN },
    });
  });
});
