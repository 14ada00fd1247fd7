import {
  type LedgerDimension,
  type LedgerQuery,
  type LedgerSum,
  SLOT_MS,
} from '../../core/cost/budget-store.ts';
import { usageOf } from './ledger-entry.ts';
import { numberOf, type Row, textOf } from './rows.ts';

/** A range as whole slots and what is left at both ends: three half-open ranges, any of them may be empty. */
export function rangeOf({ from, to }: LedgerQuery): number[] {
  const first = Math.ceil(from / SLOT_MS) * SLOT_MS;
  const last = Math.floor(to / SLOT_MS) * SLOT_MS;
  if (first >= last) return [0, 0, from, to, 0, 0];
  return [first, last, from, first, last, to];
}

/** The keys of a row of sums, in columns `key0`, `key1`, … */
export function keysOf(row: Row, by: readonly LedgerDimension[]): string[] {
  return by.map((_, index) => textOf(row, `key${index}`));
}

/** A row of sums. */
export function sumOf(row: Row, by: readonly LedgerDimension[]): LedgerSum {
  return {
    keys: keysOf(row, by),
    calls: numberOf(row, 'calls'),
    failedCalls: numberOf(row, 'failed_calls'),
    usage: usageOf(row),
    cost: numberOf(row, 'cost'),
    estimatedCost: numberOf(row, 'estimated_cost'),
    answers: { measured: usageOf(row, 'measured_'), estimated: usageOf(row, 'estimated_') },
    failedCost: numberOf(row, 'failed_cost'),
  };
}
