import type Database from 'libsql';
import { SLOT_MS } from '../../core/cost/budget-store.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { numberOf, oneRow, type Row } from './sqlite-rows.ts';

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
  const insert = database.prepare(`
    INSERT INTO aqe_ledger (id, at, task_id, task_type, agent_type, agent_id, variant, purpose, model_name, model, provider, attempt,
      price_source, basis, outcome, input, output, cache_read, cache_write_5m, cache_write_1h, cost, calls, failed_calls,
      estimated_cost, failed_cost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const add = database.prepare(`
    INSERT INTO aqe_ledger_sums (slot, model, provider, agent_type, task_type, variant, tasks, calls, failed_calls, input, output,
      cache_read, cache_write_5m, cache_write_1h, cost, estimated_cost, failed_cost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (slot, model, provider, agent_type, task_type, variant) DO UPDATE SET
      tasks = tasks + excluded.tasks, calls = calls + excluded.calls, failed_calls = failed_calls + excluded.failed_calls,
      input = input + excluded.input, output = output + excluded.output, cache_read = cache_read + excluded.cache_read,
      cache_write_5m = cache_write_5m + excluded.cache_write_5m, cache_write_1h = cache_write_1h + excluded.cache_write_1h,
      cost = cost + excluded.cost, estimated_cost = estimated_cost + excluded.estimated_cost,
      failed_cost = failed_cost + excluded.failed_cost
    RETURNING id`);
  const places = taskPlaces(database);

  return {
    has: (id) => oneRow(has, [id]) !== undefined,
    book: (booking) => {
      insert.run(entryValues(booking));
      const task = booking.row['task_id'];
      const place = places.find(task);
      const sums = oneRow(add, sumValues(booking, place === undefined ? 1 : 0));
      if (sums !== undefined) places.note(task, numberOf(sums, 'id'), place);
    },
  };
}

interface TaskPlaces {
  find(task: unknown): Row | undefined;
  /** Notes that a task has an entry in a row of sums. */
  note(task: unknown, sums: number, place: Row | undefined): void;
}

/**
 * Where tasks have their entries. Most have all in one row of sums, which counts them; counting those again for any range and any
 * keys is an addition. The others are listed.
 */
function taskPlaces(database: Database.Database): TaskPlaces {
  const find = database.prepare('SELECT sums_id, spread FROM aqe_ledger_tasks WHERE task_id = ?');
  const insert = database.prepare('INSERT INTO aqe_ledger_tasks VALUES (?, ?, 0)');
  const spread = database.prepare('UPDATE aqe_ledger_tasks SET spread = 1 WHERE task_id = ?');
  const uncount = database.prepare('UPDATE aqe_ledger_sums SET tasks = tasks - 1 WHERE id = ?');
  const list = database.prepare('INSERT OR IGNORE INTO aqe_ledger_spread_tasks VALUES (?, ?)');

  return {
    find: (task) => oneRow(find, [task]),
    note: (task, sums, place) => {
      if (place === undefined) {
        insert.run(task, sums);
        return;
      }
      const first = numberOf(place, 'sums_id');
      const isSpread = numberOf(place, 'spread') === 1;
      if (!isSpread && first === sums) return;
      if (!isSpread) {
        spread.run(task);
        uncount.run(first);
        list.run(first, task);
      }
      list.run(sums, task);
    },
  };
}

/** The columns of an entry that its reservation had already. */
const described = ['task_id', 'task_type', 'agent_type', 'agent_id', 'variant', 'purpose'].concat([
  'model_name',
  'model',
  'provider',
  'attempt',
  'price_source',
]);
const summedBy = ['model', 'provider', 'agent_type', 'task_type', 'variant'];

function entryValues(booking: Booking): unknown[] {
  const { id, at, row, usage, basis, outcome, cost } = booking;
  const { calls, failedCalls, estimatedCost, failedCost } = booking;
  const before: unknown[] = [id, at];
  return before.concat(
    described.map((column) => row[column]),
    [basis, outcome],
    tokensOf(usage),
    [cost, calls, failedCalls, estimatedCost, failedCost],
  );
}

function sumValues(booking: Booking, tasks: number): unknown[] {
  const { at, row, usage, cost, calls, failedCalls, estimatedCost, failedCost } = booking;
  const slot: unknown[] = [at - (at % SLOT_MS)];
  return slot.concat(
    summedBy.map((column) => row[column]),
    [tasks, calls, failedCalls],
    tokensOf(usage),
    [cost, estimatedCost, failedCost],
  );
}

function tokensOf(usage: TokenUsage): number[] {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  return [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
}
