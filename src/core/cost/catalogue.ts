/** Nano-dollars (1e-9 USD) per token. Integers: $3.00 per million tokens is 3000. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Writing a cache entry that lives five minutes. */
  readonly cacheWrite5m: number;
  /** Writing a cache entry that lives one hour. */
  readonly cacheWrite1h: number;
}

/**
 * Prices of a whole call, output too, whose input is longer than so many tokens: input, cache reads and cache writes together.
 */
export interface PriceTier {
  readonly fromInputTokens: number;
  readonly prices: TokenPrices;
}

/** The families that the router tells apart, from cheap to dear. */
export type ModelTier = 'haiku' | 'sonnet' | 'opus';

/** Whether an id answers, as of the catalogue's date. Dates are calendar days, `YYYY-MM-DD`. */
export interface ModelLifecycle {
  /** When the provider stops or stopped answering; undefined while no date is announced. */
  readonly endsOn?: string | undefined;
  /** Set for ids that are found in documents but that the provider never had. */
  readonly neverExisted?: true | undefined;
}

/** What is known of one model id. */
export interface ModelEntry {
  readonly id: string;
  /** Other names for the same model at the provider. */
  readonly aliases?: readonly string[] | undefined;
  readonly provider: string;
  readonly tier: ModelTier | undefined;
  /** Undefined when no price is known; such a model is never treated as free. */
  readonly prices: TokenPrices | undefined;
  /** Set when nobody ever charged these prices: documents give them, and unit slips show against them. */
  readonly referencePrices?: true | undefined;
  readonly longContext?: PriceTier | undefined;
  /** Tokens. */
  readonly contextWindow: number | undefined;
  readonly lifecycle: ModelLifecycle;
}

/** Model data with its origin. */
export interface Catalogue {
  /** Where the data comes from, for people: package and version. */
  readonly source: string;
  /** The day the data was checked, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Looks up an id or alias (`claude-sonnet-4-5` for `claude-sonnet-4-5-20250929`). */
  find(id: string): ModelEntry | undefined;
  /** All entries, cheapest tier first, newest first within a tier. */
  list(): readonly ModelEntry[];
  /** The id to use today for a tier. */
  current(tier: ModelTier): ModelEntry;
}

/** How a known model stands on a given day. */
export type LifecycleStatus = 'current' | 'ending' | 'retired' | 'never-existed';

/** How an id stands on a given day. */
export type ModelStatus = LifecycleStatus | 'unknown';

/** An announced end is worth a warning this long ahead. */
const ENDING_DAYS = 90;

/**
 * How an id stands on a day; `unknown` when the catalogue does not have it.
 * @param daysLeft days from now until a calendar day, negative when it is past
 */
export function modelStatus(
  entry: ModelEntry | undefined,
  daysLeft: (day: string) => number,
): ModelStatus {
  return entry === undefined ? 'unknown' : lifecycleStatus(entry.lifecycle, daysLeft);
}

/** How a life cycle stands on a day. */
export function lifecycleStatus(
  { endsOn, neverExisted }: ModelLifecycle,
  daysLeft: (day: string) => number,
): LifecycleStatus {
  if (neverExisted === true) return 'never-existed';
  if (endsOn === undefined) return 'current';
  const left = daysLeft(endsOn);
  if (left < 0) return 'retired';
  return left <= ENDING_DAYS ? 'ending' : 'current';
}
