import type Database from 'libsql';
import type { ReserveRequest } from '../../core/cost/budget-store.ts';
import { numberOf, type Row, textOf } from '../store/rows.ts';
import { callColumns, placeholders } from './call-columns.ts';
import { allRows, oneRow } from './sqlite-rows.ts';

/** A hold as it stands in the table; the columns that only the ledger repeats stay in `row`. */
export interface Reservation {
  readonly id: string;
  readonly amount: number;
  /** The windows as they were written; most settlements need not read them. */
  readonly windowsJson: string;
  readonly row: Row;
}

/** The holds; to be used inside of a transaction. */
export interface ReservationTable {
  /** Whether the id is held or booked already, and whether any lease has run out by then. */
  look(id: string, now: number): { readonly isKnown: boolean; readonly someExpired: boolean };
  insert(request: ReserveRequest): void;
  renew(id: string, until: number): boolean;
  /** Removes a hold and gives it. */
  take(id: string): Reservation | undefined;
  /** Removes those whose lease has run out by then, keeps them for a correction, and gives them. */
  takeExpired(now: number): Reservation[];
  /** Removes a hold that had run out and gives it. */
  takeLate(id: string): Reservation | undefined;
}

/** Opens the table. */
export function reservationTable(database: Database.Database): ReservationTable {
  const look = database.prepare(`
    SELECT EXISTS (SELECT 1 FROM aqe_reservations WHERE id = ?1) OR EXISTS (SELECT 1 FROM aqe_ledger WHERE id = ?1) AS known,
      EXISTS (SELECT 1 FROM aqe_reservations WHERE expires_at <= ?2) AS expired`);
  const insert = database.prepare(`
    INSERT INTO aqe_reservations (id, amount, expires_at, windows, ${callColumns.join(', ')})
    VALUES (${placeholders(4 + callColumns.length)})`);
  const renew = database.prepare(
    'UPDATE aqe_reservations SET expires_at = max(expires_at, ?2) WHERE id = ?1',
  );
  const take = database.prepare('DELETE FROM aqe_reservations WHERE id = ? RETURNING *');
  const takeLate = database.prepare(
    'DELETE FROM aqe_expired_reservations WHERE id = ? RETURNING *',
  );
  const keep = database.prepare(
    'INSERT INTO aqe_expired_reservations SELECT * FROM aqe_reservations WHERE expires_at <= ?',
  );
  const takeExpired = database.prepare(
    'DELETE FROM aqe_reservations WHERE expires_at <= ? RETURNING *',
  );

  return {
    look: (id, now) => {
      const row = oneRow(look, [id, now]);
      return { isKnown: row?.['known'] === 1, someExpired: row?.['expired'] === 1 };
    },
    insert: (request) => void insert.run(columnsOf(request)),
    renew: (id, until) => renew.run(id, until).changes > 0,
    take: (id) => reservationOf(oneRow(take, [id])),
    takeLate: (id) => reservationOf(oneRow(takeLate, [id])),
    takeExpired: (now) => {
      keep.run(now);
      return allRows(takeExpired, [now]).flatMap((row) => reservationOf(row) ?? []);
    },
  };
}

/** As `insert` names them. */
function columnsOf(request: ReserveRequest): unknown[] {
  const { id, amount, now, leaseMs, windows } = request;
  const { taskId, taskType, agentType, agentId, variant, purpose } = request.call;
  const { modelName, model, provider, attempt, priceSource } = request;
  const held: unknown[] = [id, amount, now + leaseMs, JSON.stringify(windows)];
  return held.concat(
    [taskId, taskType, agentType, agentId ?? null, variant, purpose],
    [modelName, model, provider, attempt, priceSource],
  );
}

function reservationOf(row: Row | undefined): Reservation | undefined {
  if (row === undefined) return undefined;
  return {
    id: textOf(row, 'id'),
    amount: numberOf(row, 'amount'),
    windowsJson: textOf(row, 'windows'),
    row,
  };
}
