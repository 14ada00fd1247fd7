import type { AttemptOutcome, CallIdentity, CostBasis } from './billing.ts';
import type { TokenUsage } from './token-usage.ts';

/** The spans over which money is limited. */
export type WindowKind = 'task' | 'day' | 'week' | 'month';

/** One span with its limit: `day` of 2026-11-25 in Europe/Berlin, or one task. */
export interface BudgetWindow {
  readonly kind: WindowKind;
  /** Unique for the span: `day:2026-11-25@Europe/Berlin`, `task:<id>`. */
  readonly key: string;
  /** Nano-dollars; undefined counts without limiting. */
  readonly limit: number | undefined;
  /** Milliseconds since 1970; undefined for a task. */
  readonly endsAt: number | undefined;
  /** Percentages of the limit that are worth an alert, ascending. */
  readonly alertPercents: readonly number[];
}

/** What is spent and held in a window. `spent + reserved <= limit` holds at every moment. Nano-dollars. */
export interface WindowState {
  readonly key: string;
  readonly spent: number;
  readonly reserved: number;
}

/**
 * A threshold that `spent + reserved` reached: what is held is not there for others. Told once per window and threshold, to whoever
 * reached it.
 */
export interface BudgetAlert {
  readonly window: BudgetWindow;
  readonly percent: number;
  readonly spent: number;
  readonly reserved: number;
}

/** A wish to hold money for one attempt. */
export interface ReserveRequest {
  /** Unique. Of an id that is held or booked already nothing more is held; the answer is `reserved`, without alerts. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The hold ends by itself so many milliseconds after `now`, and is then charged in full. */
  readonly leaseMs: number;
  /** Nano-dollars, above 0. */
  readonly amount: number;
  /** All that the money counts in. */
  readonly windows: readonly BudgetWindow[];
  readonly call: CallIdentity;
  readonly modelName: string;
  readonly model: string;
  readonly provider: string;
  readonly attempt: number;
  readonly priceSource: string;
}

/** What became of a wish. */
export type ReserveOutcome =
  | { readonly kind: 'reserved'; readonly alerts: readonly BudgetAlert[] }
  /** Nothing is held; the first window, in the request's order, that has no room. */
  | { readonly kind: 'refused'; readonly window: BudgetWindow; readonly state: WindowState };

/** The end of an attempt. */
export interface Settlement {
  readonly id: string;
  readonly now: number;
  /** Nano-dollars; 0 only when the provider certainly billed nothing. May be above what was held. */
  readonly cost: number;
  readonly usage: TokenUsage;
  readonly basis: CostBasis;
  readonly outcome: AttemptOutcome;
}

/**
 * Holds and books money so that no limit is passed by any number of processes. Every method is atomic and durable, and may be
 * called again after a failure. Failures are AqeErrors STORE_….
 */
export interface BudgetStore {
  /** Ends leases that have run out (see {@link BudgetStore.expire}), then holds the amount in all windows or in none. */
  reserve(request: ReserveRequest): Promise<ReserveOutcome>;
  /** Keeps a hold until `until` (milliseconds since 1970), never shorter than before. False when it has ended. */
  renew(id: string, until: number): Promise<boolean>;
  /**
   * Frees the hold and books the cost, also one of 0. Of a hold that is booked already nothing changes; of one whose lease has run
   * out the full charge is corrected by one further entry.
   * @returns alerts that the cost raised
   * @throws AqeError STORE_UNAVAILABLE of a hold that this store never had: it was deleted or restored while the call ran
   */
  settle(settlement: Settlement): Promise<readonly BudgetAlert[]>;
  /** Charges in full what is held beyond its lease, basis `worst-case`. @returns how many holds ended */
  expire(now: number): Promise<number>;
  /** The states of windows, in the order of the keys; zeros for one that nothing was booked in. */
  windows(keys: readonly string[]): Promise<readonly WindowState[]>;
  close(): Promise<void>;
}

/**
 * One booked attempt, or the correction of one. The ledger only grows. A hold whose lease ran out is booked as `expired`, without tokens;
 * its correction carries the true tokens and outcome, and the difference in cost.
 */
export interface LedgerEntry {
  /** The id of the reservation, with `#correction` behind it for a correction. */
  readonly id: string;
  /** When it was booked, in milliseconds since 1970. */
  readonly at: number;
  readonly call: CallIdentity;
  readonly modelName: string;
  readonly model: string;
  readonly provider: string;
  readonly attempt: number;
  readonly usage: TokenUsage;
  /** Nano-dollars; negative in a correction of a charge that was too high. */
  readonly cost: number;
  readonly basis: CostBasis;
  readonly outcome: AttemptOutcome | 'expired';
  readonly priceSource: string;
}

/** What sums are made over. `model` is the provider's id, `agent` the agent's type. */
export type LedgerDimension = 'model' | 'provider' | 'agent' | 'task-type' | 'variant';

/** A look at the ledger. */
export interface LedgerQuery {
  /** Milliseconds since 1970; `from` belongs to it, `to` does not. */
  readonly from: number;
  readonly to: number;
  /** In the order in which the keys of a sum stand; empty for one sum. */
  readonly by: readonly LedgerDimension[];
}

/** The sum over entries that share their keys. */
export interface LedgerSum {
  /** One for each dimension asked for. */
  readonly keys: readonly string[];
  /** Attempts; a correction is none. */
  readonly calls: number;
  /** Attempts that did not succeed. An expired one counts until a correction says otherwise; the same holds for the sums below. */
  readonly failedCalls: number;
  readonly usage: TokenUsage;
  /** Nano-dollars. */
  readonly cost: number;
  /** The part of `cost` that is no measurement. */
  readonly estimatedCost: number;
  /**
   * The part of `usage` that gave answers: attempts with purpose `answer` that succeeded. What another model would have needed too; it
   * is what a comparison with its prices multiplies. Of answers that were judged that is the first one.
   */
  readonly answers: { readonly measured: TokenUsage; readonly estimated: TokenUsage };
  /** The part of `cost` that attempts cost which did not succeed. */
  readonly failedCost: number;
}

/** The length in milliseconds of a slot, by which stores sum the ledger: every time zone's days are made of whole ones. */
export const SLOT_MS = 900_000;

/** Reads the ledger. */
export interface LedgerReader {
  /** In no particular order; without a sum for keys that have no entries. */
  sum(query: LedgerQuery): Promise<readonly LedgerSum[]>;
  /** How many different tasks have entries, by the same keys. */
  countTasks(
    query: LedgerQuery,
  ): Promise<readonly { readonly keys: readonly string[]; readonly tasks: number }[]>;
  /** Entries in the order in which they were booked. */
  entries(query: Pick<LedgerQuery, 'from' | 'to'>): AsyncIterable<LedgerEntry>;
}
