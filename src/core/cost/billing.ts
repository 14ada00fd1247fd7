import type { PriceTier, TokenPrices } from './catalogue.ts';
import type { TokenUsage } from './token-usage.ts';

/** A model as far as money is concerned. */
export interface BilledModel {
  /** The name in the configuration. */
  readonly name: string;
  /** The id at the provider. */
  readonly model: string;
  readonly provider: string;
  /** Undefined when no price is known: such a model is refused or charged at the dearest known rate, never free. */
  readonly prices: TokenPrices | undefined;
  readonly longContext?: PriceTier | undefined;
  /** Where the prices come from, for people: `config`, or the catalogue's source. */
  readonly priceSource: string;
}

/** Whose call it is; what the ledger remembers of it. */
export interface CallIdentity {
  readonly taskId: string;
  /** The task's `type`, as its author wrote it. */
  readonly taskType: string;
  readonly agentType: string;
  readonly agentId?: string | undefined;
  /** The arm of a rollout: `stable` while there is none. */
  readonly variant: string;
  /** What the money is spent on. */
  readonly purpose: CallPurpose;
}

/** What a call is for: the answer itself, another answer after one that was not accepted, or the router's second opinion. */
export type CallPurpose = 'answer' | 'escalation' | 'classifier';

/** How one attempt ended. */
export type AttemptOutcome = 'succeeded' | 'failed' | 'aborted';

/**
 * How sure an amount is: `measured` from the provider's own usage; `estimated` from what was streamed before an abort or a cut; `worst-case`
 * where nothing is known but that the call may have been billed.
 */
export type CostBasis = 'measured' | 'estimated' | 'worst-case';

/** What an attempt is going to be, before it is made. */
export interface AttemptPlan {
  readonly call: CallIdentity;
  readonly model: BilledModel;
  /** Counts from 1 within a question of a task. */
  readonly attempt: number;
  /** The size of the prompt as it will be sent: the sum of `estimateTokens` over its texts. */
  readonly inputTokens: number;
  /** The most output tokens that the provider may bill. */
  readonly maxTokens: number;
  /** How long a cache entry lives that the prompt writes; undefined when it writes none. */
  readonly cacheTtl?: '5m' | '1h' | undefined;
}

/** What is known of an attempt after it. */
export interface AttemptEnd {
  readonly outcome: AttemptOutcome;
  /** The provider's own counts; undefined when it told none. */
  readonly usage: TokenUsage | undefined;
  /** False when the provider certainly bills nothing: it refused before it began. */
  readonly mayBeBilled: boolean;
  /** True when `usage` is the provider's last word; false when the stream ended before it. */
  readonly usageIsFinal: boolean;
  /** Characters of output that came before the end, thinking included; what an estimate is made of. */
  readonly outputCharacters: number;
  /** True when reading had to wait for a slow reader: the provider may have made much more than was seen. */
  readonly fellBehind?: boolean | undefined;
}

/** What an attempt cost. */
export interface Charge {
  /** Nano-dollars. */
  readonly cost: number;
  readonly usage: TokenUsage;
  readonly basis: CostBasis;
}

/** An attempt that has its money reserved. */
export interface OpenAttempt {
  /** Nano-dollars held for it. */
  readonly reserved: number;
  /** Books what it cost and frees the rest. Once is enough; a second call changes nothing and answers the same. */
  settle(end: AttemptEnd): Promise<Charge>;
}

/**
 * Holds the money for each attempt before it is made, and books it afterwards.
 * `open` rejects with AqeError BUDGET_EXCEEDED or PRICE_UNKNOWN; nothing is held then.
 */
export interface Meter {
  open(plan: AttemptPlan): Promise<OpenAttempt>;
}
