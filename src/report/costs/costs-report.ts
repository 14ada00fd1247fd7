import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { Money } from '../money.ts';
import type { ReportedPeriod } from '../reported-period.ts';
import type { SavingsByCause } from './savings-by-cause.ts';

/** What costs are told apart by. */
export const costDimensions = ['model', 'agent', 'day', 'task-type', 'variant'] as const;
export type CostDimension = (typeof costDimensions)[number];

/** What the fleet spent in a period, as `aqe costs --json` prints it. */
export interface CostsReport {
  readonly period: ReportedPeriod;
  readonly by: readonly CostDimension[];
  /** False when nothing was ever recorded: then zeros mean that nobody counted. */
  readonly recorded: boolean;
  readonly total: CostFigures;
  readonly groups: readonly CostGroup[];
  readonly baseline: Baseline | null;
  /** What was saved and why; only when it was asked for. */
  readonly savings?: SavingsByCause;
}

/** Costs of one model, one day, … */
export interface CostGroup extends CostFigures {
  /** The value of each dimension of {@link CostsReport.by}. */
  readonly keys: Readonly<Partial<Record<CostDimension, string>>>;
  /** Tenths of a percent of the spend; all add up to 1000. Null where shares mean nothing. */
  readonly sharePerMille: number | null;
}

/** What was spent, for what. */
export interface CostFigures {
  readonly cost: Money;
  /** Attempts, retries and escalations included. */
  readonly calls: number;
  readonly failedCalls: number;
  /** Different tasks. One that used two models counts for both, so groups may add up to more than the total. */
  readonly tasks: number;
  /** Rounded to the nano-dollar; null without tasks. */
  readonly costPerTask: Money | null;
  readonly tokens: TokenUsage;
  /** The part of `cost` for attempts that failed, were aborted or ran out. */
  readonly failedCost: Money;
  /** The part of `cost` that is estimated or charged in full because nobody told the tokens. */
  readonly unmeasuredCost: Money;
  /** The part of `cost` that the simulator answered: nobody was billed for it. */
  readonly simulatedCost: Money;
  readonly cache: CacheEffect;
  /** Null without a baseline. */
  readonly comparison: Comparison | null;
}

/** What prompt caching saved or cost against plain input, at today's prices. */
interface CacheEffect {
  /** Tokens read from a cache instead of sent anew. */
  readonly readsSaved: Money;
  /** What writing to a cache cost more than plain input. */
  readonly writesCost: Money;
  /** `readsSaved` without `writesCost`; negative when caching cost more than it saved. */
  readonly net: Money;
  /** Models with cache tokens and no known price: they are not in the sums. */
  readonly unpricedModels: readonly string[];
}

/** The model that is compared with. */
export interface Baseline {
  readonly model: string;
  /** Where its prices come from. */
  readonly priceSource: string;
  /** Set when nobody ever charged these prices. */
  readonly referencePrices: boolean;
}

/** All that was spent, against the same answers at the prices of the baseline. */
export interface Comparison {
  /** Costs and tokens as the provider counted them. */
  readonly measured: PriceDifference;
  /** Estimates, and charges without tokens, which have nothing to compare with. */
  readonly estimated: PriceDifference;
  readonly total: PriceDifference;
}

/** What was spent against what the baseline would have charged. */
export interface PriceDifference {
  readonly cost: Money;
  readonly baselineCost: Money;
  /** `baselineCost` without `cost`; negative when the baseline is cheaper. */
  readonly saved: Money;
}
