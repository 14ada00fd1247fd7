import {
  type Catalogue,
  type LifecycleStatus,
  lifecycleStatus,
  type ModelEntry,
  type ModelTier,
  type PriceTier,
  type TokenPrices,
} from './catalogue.ts';

/** One model as `aqe models list --json` prints it. */
export interface ListedModel {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly provider: string;
  readonly tier: ModelTier | null;
  readonly status: LifecycleStatus;
  readonly endsOn: string | null;
  readonly prices: TokenPrices | null;
  readonly referencePrices: boolean;
  readonly longContext: PriceTier | null;
  readonly contextWindow: number | null;
}

/** Models, and where the knowledge comes from. */
export interface ModelList {
  readonly source: string;
  readonly asOf: string;
  readonly priceUnit: 'nano-dollars per token';
  /** The ids that {@link Catalogue.current} gives. */
  readonly current: Readonly<Record<ModelTier, string>>;
  readonly models: readonly ListedModel[];
}

/** Which models to list, and on which day. */
export interface ListOptions {
  /** Only this tier. */
  readonly tier?: ModelTier | undefined;
  /** Also what does not answer: retired, or never there. */
  readonly all: boolean;
  /** Days from now until a calendar day, negative when it is past. */
  readonly daysLeft: (day: string) => number;
}

/** The models of a catalogue, in its order. */
export function listModels(catalogue: Catalogue, { tier, all, daysLeft }: ListOptions): ModelList {
  const { source, asOf } = catalogue;
  const models = catalogue
    .list()
    .filter((entry) => tier === undefined || entry.tier === tier)
    .map((entry) => listed(entry, lifecycleStatus(entry.lifecycle, daysLeft)))
    .filter(({ status }) => all || answers(status));
  const current = {
    haiku: catalogue.current('haiku').id,
    sonnet: catalogue.current('sonnet').id,
    opus: catalogue.current('opus').id,
  };
  return { source, asOf, priceUnit: 'nano-dollars per token', current, models };
}

function listed(entry: ModelEntry, status: LifecycleStatus): ListedModel {
  const { id, provider, lifecycle } = entry;
  return {
    id,
    aliases: entry.aliases ?? [],
    provider,
    tier: entry.tier ?? null,
    status,
    endsOn: lifecycle.endsOn ?? null,
    prices: entry.prices ?? null,
    referencePrices: entry.referencePrices ?? false,
    longContext: entry.longContext ?? null,
    contextWindow: entry.contextWindow ?? null,
  };
}

function answers(status: LifecycleStatus): boolean {
  return status === 'current' || status === 'ending';
}
