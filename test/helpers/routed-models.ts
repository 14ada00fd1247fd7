import type { RoutedModel, RouterSettings } from '../../src/core/routing/routed-model.ts';
import { documentedWeights } from '../../src/core/routing/complexity-analysis.ts';

/** A model with round prices; what a test is about is given. */
export function routedModel(
  name: string,
  inputPrice: number | undefined,
  range: readonly [number, number],
  more: Partial<RoutedModel> = {},
): RoutedModel {
  return {
    name,
    model: `${name}-id`,
    provider: 'anthropic',
    priceSource: 'config',
    prices:
      inputPrice === undefined
        ? undefined
        : {
            input: inputPrice,
            output: inputPrice * 5,
            cacheRead: inputPrice / 10,
            cacheWrite5m: inputPrice * 1.25,
            cacheWrite1h: inputPrice * 2,
          },
    maxTokens: 200_000,
    supportsStreaming: true,
    range: { min: range[0], max: range[1] },
    enabled: true,
    ...more,
  };
}

/** Three tiers with the documents' ranges. */
const threeTiers: readonly RoutedModel[] = [
  routedModel('large', 5000, [0.7, 1]),
  routedModel('middle', 3000, [0.3, 0.8]),
  routedModel('small', 1000, [0, 0.4]),
];

/** Settings with three tiers, and what a test changes. */
export function routerSettings(more: Partial<RouterSettings> = {}): RouterSettings {
  return {
    models: threeTiers,
    defaultModel: 'middle',
    weights: documentedWeights,
    ...more,
  };
}
