import type Database from 'libsql';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { countColumns } from '../store/ledger-columns.ts';
import type { Row } from '../store/rows.ts';
import { callColumns, placeholders } from './call-columns.ts';
import { oneRow } from './sqlite-rows.ts';

/** An entry to be booked: a reservation's columns, and how it ended. */
export interface Booking {
  readonly id: string;
  readonly at: number;
  /** The reservation as it stood in its table. */
  readonly row: Row;
  readonly usage: TokenUsage;
  readonly basis: string;
  readonly outcome: string;
  readonly cost: number;
  /** What it adds to sums. */
  readonly calls: number;
  readonly failedCalls: number;
  readonly estimatedCost: number;
  readonly failedCost: number;
}

/** The ledger, to be written inside of a transaction. */
export interface LedgerTable {
  has(id: string): boolean;
  book(booking: Booking): void;
}

/** Opens the ledger. */
export function ledgerTable(database: Database.Database): LedgerTable {
  const has = database.prepare('SELECT 1 FROM aqe_ledger WHERE id = ?');
  const columns = ['id', 'at', ...callColumns, 'basis', 'outcome', ...countColumns];
  const insert = database.prepare(
    `INSERT INTO aqe_ledger (${columns.join(', ')}) VALUES (${placeholders(columns.length)})`,
  );
  return {
    has: (id) => oneRow(has, [id]) !== undefined,
    book: (booking) => void insert.run(valuesOf(booking)),
  };
}

function valuesOf(booking: Booking): unknown[] {
  const { id, at, row, basis, outcome, usage, cost } = booking;
  const { calls, failedCalls, estimatedCost, failedCost } = booking;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  const start: unknown[] = [id, at];
  return start.concat(
    callColumns.map((column) => row[column]),
    [basis, outcome, input, output, cacheRead, cacheWrite5m, cacheWrite1h],
    [cost, calls, failedCalls, estimatedCost, failedCost],
  );
}
