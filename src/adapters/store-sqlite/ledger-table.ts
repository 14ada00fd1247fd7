import type Database from 'libsql';
import { SLOT_MS } from '../../core/cost/budget-store.ts';
import { noTokens, type TokenUsage } from '../../core/cost/token-usage.ts';
import { answerColumns, countColumns, sumKeys } from '../store/ledger-columns.ts';
import { numberOf, type Row } from '../store/rows.ts';
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

/** Opens the ledger with the sums that are kept beside it. */
export function ledgerTable(database: Database.Database): LedgerTable {
  const has = database.prepare('SELECT 1 FROM aqe_ledger WHERE id = ?');
  const insert = database.prepare(insertSql('aqe_ledger', entryColumns));
  const summed = [...countColumns, ...answerColumns];
  const add = database.prepare(`
    INSERT INTO aqe_ledger_sums (slot, ${sumKeys.join(', ')}, ${summed.join(', ')}, tasks)
    VALUES (${placeholders(1 + sumKeys.length + summed.length)}, NOT EXISTS (SELECT 1 FROM aqe_ledger_tasks WHERE task_id = ?))
    ON CONFLICT (slot, ${sumKeys.join(', ')}) DO UPDATE SET
      ${['tasks', ...summed].map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}
    RETURNING id`);
  const noteTask = taskPlaces(database);

  return {
    has: (id) => oneRow(has, [id]) !== undefined,
    book: (booking) => {
      const { row } = booking;
      insert.run(entryValues(booking));
      const sums = oneRow(add, sumValues(booking));
      if (sums !== undefined) noteTask(row['task_id'], numberOf(sums, 'id'));
    },
  };
}

const entryColumns = ['id', 'at', ...callColumns, 'basis', 'outcome', ...countColumns];

function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${placeholders(columns.length)})`;
}

function entryValues(booking: Booking): unknown[] {
  const { id, at, row, basis, outcome } = booking;
  const start: unknown[] = [id, at];
  return start.concat(
    callColumns.map((column) => row[column]),
    [basis, outcome],
    counts(booking),
  );
}

function sumValues(booking: Booking): unknown[] {
  const { at, row } = booking;
  const start: unknown[] = [at - (at % SLOT_MS)];
  return start.concat(
    sumKeys.map((column) => row[column]),
    counts(booking),
    answerTokens(booking),
    [row['task_id']],
  );
}

/** In the order of {@link countColumns}. */
function counts({ usage, cost, calls, failedCalls, estimatedCost, failedCost }: Booking): number[] {
  return [...tokens(usage), cost, calls, failedCalls, estimatedCost, failedCost];
}

/** In the order of {@link answerColumns}. */
function answerTokens({ row, basis, outcome, usage }: Booking): number[] {
  const answer = outcome === 'succeeded' && row['purpose'] === 'answer' ? usage : noTokens;
  return basis === 'measured'
    ? [...tokens(answer), ...tokens(noTokens)]
    : [...tokens(noTokens), ...tokens(answer)];
}

function tokens(usage: TokenUsage): number[] {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  return [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
}

/**
 * Where tasks have their entries. Most have all in one row of sums, which counts them; counting those again for any range and any
 * keys is an addition. The others are listed.
 * @returns notes that a task has an entry in a row of sums
 */
function taskPlaces(database: Database.Database): (task: unknown, sums: number) => void {
  const note = database.prepare(`
    INSERT INTO aqe_ledger_tasks (task_id, sums_id, strays) VALUES (?, ?, 0)
    ON CONFLICT (task_id) DO UPDATE SET strays = strays + (sums_id <> excluded.sums_id)
    RETURNING sums_id, strays`);
  const uncount = database.prepare('UPDATE aqe_ledger_sums SET tasks = tasks - 1 WHERE id = ?');
  const list = database.prepare(
    'INSERT OR IGNORE INTO aqe_ledger_spread_tasks (sums_id, task_id) VALUES (?, ?)',
  );

  return (task, sums) => {
    const place = oneRow(note, [task, sums]);
    if (place === undefined) return;
    const first = numberOf(place, 'sums_id');
    if (first === sums) return;
    list.run([sums, task]);
    if (numberOf(place, 'strays') > 1) return;
    list.run([first, task]);
    uncount.run([first]);
  };
}
