import type { TokenPrices } from '../cost/catalogue.ts';
import type { ComplexityAnalysis } from './complexity-analysis.ts';
import type { Decision } from './decision.ts';
import type { ModelSelection } from './model-selection.ts';
import type { RoutedModel } from './routed-model.ts';

const NANO_PER_TOKEN_TO_DOLLARS_PER_1K = 1e6;

/** What the 1.0.5 documents hand to agents, made from a decision. What is unknown is NaN there, never 0. */
export function toModelSelection(decision: Decision, timestamp: Date): ModelSelection {
  const { model, reason, fallbacks, analysis } = decision;
  return {
    modelName: model.name,
    modelConfig: modelConfig(model),
    complexity: complexityScore(analysis),
    reason,
    timestamp,
    fallbackModels: fallbacks.map(({ name }) => name),
  };
}

/** An analysis as the documents tell it. */
export function complexityScore({
  score,
  tokens,
  factors,
  tier,
}: ComplexityAnalysis): ModelSelection['complexity'] {
  return {
    overall: score,
    tokenCount: tokens,
    factors: {
      codeComplexity: factors.structure,
      dataSize: factors.token,
      requiresReasoning: tier !== 'haiku',
    },
  };
}

function modelConfig(routed: RoutedModel): ModelSelection['modelConfig'] {
  const { name, provider, model, maxTokens, contextWindow, supportsStreaming } = routed;
  return {
    name,
    provider,
    model,
    capabilities: {
      maxTokens: maxTokens ?? contextWindow ?? Number.NaN,
      supportsStreaming,
      costPer1kTokens: {
        input: dollarsPer1k(routed.prices?.input),
        output: dollarsPer1k(routed.prices?.output),
      },
    },
    complexityRange: { ...routed.range },
    enabled: routed.enabled,
  };
}

function dollarsPer1k(price: TokenPrices['input'] | undefined): number {
  return price === undefined ? Number.NaN : price / NANO_PER_TOKEN_TO_DOLLARS_PER_1K;
}
