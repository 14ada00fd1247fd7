import type { CostBasis } from '../../core/cost/billing.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';

/** What one attempt cost; the data of event `cost.tracked`. */
export interface CostEntry {
  readonly id: string;
  readonly taskId: string;
  readonly taskType: string;
  readonly agentId: string;
  /** The name in the configuration. */
  readonly modelName: string;
  readonly timestamp: Date;
  /** US dollars, for people and charts; sums are made of `nanoDollars`. */
  readonly cost: number;
  /** The same exactly: an integer. */
  readonly nanoDollars: number;
  readonly tokens: TokenUsage;
  readonly basis: CostBasis;
}

/** Nano-dollars as US dollars: the nearest binary fraction. */
export function dollarsOf(nanoDollars: number): number {
  return nanoDollars / 1e9;
}
