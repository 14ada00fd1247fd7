import type { Catalogue, ModelEntry, ModelTier } from './catalogue.ts';

/** Where facts come from. */
interface Source {
  readonly name: string;
  readonly version?: string;
}

/** What config/models.json holds of one model. */
interface ModelData extends Omit<ModelEntry, 'provider' | 'tier' | 'prices' | 'contextWindow'> {
  readonly tier?: ModelTier;
  readonly prices?: ModelEntry['prices'];
  readonly contextWindow?: number;
}

/** What config/models.json holds. */
export interface CatalogueData {
  readonly asOf: string;
  readonly provider: string;
  readonly sources: { readonly prices: Source; readonly sdk: Source };
  /** Newest first within a tier. */
  readonly models: readonly ModelData[];
}

/** From cheap to dear; what belongs to no tier is dearer still. */
const order: readonly (ModelTier | undefined)[] = ['haiku', 'sonnet', 'opus', undefined];

/** Makes the catalogue of the given data. */
export function createCatalogue({ asOf, provider, sources, models }: CatalogueData): Catalogue {
  const entries = models
    .map((model) => entryOf(model, provider))
    .toSorted((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier));
  const byName = new Map(
    entries.flatMap((entry) => [entry.id, ...(entry.aliases ?? [])].map((name) => [name, entry])),
  );
  return {
    source: [sources.prices, sources.sdk].map(describeSource).join(', '),
    asOf,
    find: (id) => byName.get(id),
    list: () => entries,
    current: (tier) => newest(entries, tier),
  };
}

function entryOf(model: ModelData, provider: string): ModelEntry {
  const { id, aliases, tier, prices, referencePrices, longContext, contextWindow } = model;
  const { endsOn, neverExisted } = model.lifecycle;
  const lifecycle = { endsOn, neverExisted };
  return {
    id,
    aliases,
    provider,
    tier,
    prices,
    referencePrices,
    longContext,
    contextWindow,
    lifecycle,
  };
}

/** The newest that answers, has no announced end, and has a known price. */
function newest(entries: readonly ModelEntry[], tier: ModelTier): ModelEntry {
  const found = entries.find(
    ({ tier: own, prices, lifecycle: { endsOn, neverExisted } }) =>
      own === tier && prices !== undefined && endsOn === undefined && neverExisted !== true,
  );
  if (found === undefined) throw new Error(`the catalogue has no current ${tier} model`);
  return found;
}

function describeSource({ name, version }: Source): string {
  return version === undefined ? name : `${name} ${version}`;
}
