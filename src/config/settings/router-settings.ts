import type { Catalogue, ModelEntry, ModelTier } from '../../core/cost/catalogue.ts';
import { readPrices } from '../../core/cost/configured-prices.ts';
import type { RoutedModel, RouterSettings } from '../../core/routing/routed-model.ts';
import type { ConfiguredModel } from './configured-model.ts';
import type { FleetSettings } from './fleet-settings.ts';

/** What the router works with, and what should be said about it. */
export interface RouterSetup {
  readonly settings: RouterSettings;
  /** True when the configuration lists no models and the catalogue's current ones stand in. */
  readonly fromCatalogue: boolean;
  readonly warnings: readonly string[];
}

/** The three tiers' ranges in the 1.0.5 documents. */
const documentedRanges: Readonly<Record<ModelTier, RoutedModel['range']>> = {
  haiku: { min: 0, max: 0.4 },
  sonnet: { min: 0.3, max: 0.8 },
  opus: { min: 0.7, max: 1 },
};
const tiers = ['haiku', 'sonnet', 'opus'] as const;

/** The models of a configuration with prices and context windows; the catalogue's current ones when it lists none. */
export function routerSetup(
  { models, defaultModel, weights, agentModels }: FleetSettings['routing'],
  catalogue: Catalogue,
): RouterSetup {
  if (models.length > 0) {
    const read = models.map((model) => configured(model, catalogue));
    return {
      settings: { models: read.map(({ model }) => model), defaultModel, weights, agentModels },
      fromCatalogue: false,
      warnings: [...read.flatMap(({ warnings }) => warnings), ...unlisted(agentModels, models)],
    };
  }
  const current = tiers.map((tier) => listed(catalogue.current(tier), catalogue));
  const asked = catalogue.find(defaultModel);
  const extra =
    asked === undefined || current.some(({ model }) => model === asked.id)
      ? []
      : [{ ...listed(asked, catalogue), enabled: false }];
  const fallback = catalogue.current('sonnet').id;
  return {
    settings: {
      models: [...current, ...extra],
      defaultModel: asked?.id ?? fallback,
      weights,
      agentModels,
    },
    fromCatalogue: true,
    warnings: [],
  };
}

function unlisted(
  agentModels: Readonly<Record<string, string>>,
  models: readonly ConfiguredModel[],
): readonly string[] {
  return Object.entries(agentModels)
    .filter(([, wanted]) => !models.some(({ name, model }) => name === wanted || model === wanted))
    .map(
      ([type, wanted]) =>
        `agents: ${type} asks for "${wanted}", which routing.models does not list`,
    );
}

/**
 * The name of the model that a user means: a configured name or id, a tier (`haiku`), or an id of the catalogue, which is
 * added to the models then.
 */
export function withModel(
  settings: RouterSettings,
  wanted: string,
  catalogue: Catalogue,
): { readonly settings: RouterSettings; readonly name: string } {
  const { models } = settings;
  const own =
    models.find(({ name }) => name === wanted) ??
    models.find(({ model }) => model === wanted) ??
    models.find(({ tier, enabled }) => tier === wanted && enabled);
  if (own !== undefined) return { settings, name: own.name };
  const entry = isTier(wanted) ? catalogue.current(wanted) : catalogue.find(wanted);
  if (entry === undefined) return { settings, name: wanted };
  const model = listed(entry, catalogue);
  return { settings: { ...settings, models: [...models, model] }, name: model.name };
}

function isTier(text: string): text is ModelTier {
  return tiers.some((tier) => tier === text);
}

function listed(entry: ModelEntry, { source }: Catalogue): RoutedModel {
  const { id, provider, prices, longContext, contextWindow, tier } = entry;
  return {
    name: id,
    model: id,
    provider,
    prices,
    longContext,
    priceSource: source,
    maxTokens: contextWindow,
    contextWindow,
    supportsStreaming: true,
    range: tier === undefined ? { min: 1, max: 1 } : documentedRanges[tier],
    enabled: true,
    tier,
  };
}

function configured(
  written: ConfiguredModel,
  catalogue: Catalogue,
): { readonly model: RoutedModel; readonly warnings: readonly string[] } {
  const { costPer1kTokens, ...rest } = written;
  const known = catalogue.find(written.model);
  const read = costPer1kTokens === undefined ? undefined : readPrices(costPer1kTokens, known);
  const warnings =
    read === undefined || read.slips.length === 0
      ? []
      : [
          `${written.name}: ${read.slips.join(' and ')} under costPer1kTokens read as dollars per million tokens (\`aqe validate-config --fix\` corrects it)`,
        ];
  const model: RoutedModel = {
    ...rest,
    tier: known?.tier,
    contextWindow: known?.contextWindow,
    // Long contexts are dearer by the provider's list only where its list prices count.
    ...(read === undefined
      ? { prices: known?.prices, longContext: known?.longContext, priceSource: catalogue.source }
      : {
          prices: read.prices,
          longContext: scaled(known, read.prices.input),
          priceSource: 'config',
        }),
  };
  return { model, warnings };
}

/** The catalogue's step for long contexts, in proportion to the configured price: no contract leaves it out. */
function scaled(known: ModelEntry | undefined, input: number): RoutedModel['longContext'] {
  const { longContext, prices } = known ?? {};
  if (longContext === undefined || prices === undefined) return undefined;
  const scale = (price: number): number => Math.ceil((price * input) / prices.input);
  const { fromInputTokens, prices: long } = longContext;
  return {
    fromInputTokens,
    prices: {
      input: scale(long.input),
      output: scale(long.output),
      cacheRead: scale(long.cacheRead),
      cacheWrite5m: scale(long.cacheWrite5m),
      cacheWrite1h: scale(long.cacheWrite1h),
    },
  };
}
