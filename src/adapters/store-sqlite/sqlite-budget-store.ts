import { dueAlerts, firstOverLimit, type WatchedWindow } from '../../core/cost/admission.ts';
import type {
  BudgetAlert,
  BudgetStore,
  ReserveOutcome,
  ReserveRequest,
  Settlement,
} from '../../core/cost/budget-store.ts';
import { noTokens } from '../../core/cost/token-usage.ts';
import { windowsOf } from '../store/stored-windows.ts';
import { unknownReservation } from '../store/unknown-reservation.ts';
import { type Booking, type LedgerTable, ledgerTable } from './ledger-table.ts';
import { type Reservation, type ReservationTable, reservationTable } from './reservation-table.ts';
import { sharedTransactions } from './shared-transactions.ts';
import { reading, type SqliteConnection } from './sqlite-connection.ts';
import { type WindowTable, windowTable } from './window-table.ts';

interface Tables {
  readonly windows: WindowTable;
  readonly reservations: ReservationTable;
  readonly ledger: LedgerTable;
}

/** Holds and books money in the tables of an open file; see {@link BudgetStore}. */
export function sqliteBudgetStore(connection: SqliteConnection): Omit<BudgetStore, 'close'> {
  const { database } = connection;
  const tables: Tables = {
    windows: windowTable(database),
    reservations: reservationTable(database),
    ledger: ledgerTable(database),
  };
  const transact = sharedTransactions(connection);
  return {
    reserve: async (request) => transact(() => reserve(tables, request)),
    renew: async (id, until) => transact(() => tables.reservations.renew(id, until)),
    settle: async (settlement) => transact(() => settle(tables, settlement)),
    expire: async (now) => transact(() => expire(tables, now)),
    windows: async (keys) => reading(connection, () => tables.windows.states(keys)),
  };
}

function reserve(tables: Tables, request: ReserveRequest): ReserveOutcome {
  const { windows, reservations } = tables;
  const { isKnown, someExpired } = reservations.look(request.id, request.now);
  if (someExpired) expire(tables, request.now);
  // The hold may be among those that have just ended; then it is booked, and known all the same.
  if (isKnown) return { kind: 'reserved', alerts: [] };
  const watched = windows.add(request.windows, { spent: 0, reserved: request.amount });
  const full = firstOverLimit(watched);
  if (full === undefined) {
    reservations.insert(request);
    return { kind: 'reserved', alerts: raise(windows, watched) };
  }
  windows.add(request.windows, { spent: 0, reserved: -request.amount });
  const { window, state } = full;
  const reserved = state.reserved - request.amount;
  return { kind: 'refused', window, state: { ...state, reserved } };
}

/** The alerts that are due, and a note that they were told. */
function raise(windows: WindowTable, watched: readonly WatchedWindow[]): BudgetAlert[] {
  const alerts = watched.flatMap(dueAlerts);
  for (const { window, percent } of alerts) windows.noteAlert(window.key, percent);
  return alerts;
}

function expire({ windows, reservations, ledger }: Tables, now: number): number {
  const expired = reservations.takeExpired(now);
  for (const reservation of expired) {
    const { amount } = reservation;
    windows.change(reservation.windowsJson, { spent: amount, reserved: -amount });
    ledger.book(expiryOf(reservation, now));
  }
  return expired.length;
}

function settle(tables: Tables, settlement: Settlement): readonly BudgetAlert[] {
  const { windows, reservations, ledger } = tables;
  const held = reservations.take(settlement.id);
  if (held === undefined) return correct(tables, settlement);
  ledger.book(bookingOf(held, settlement));
  const change = { spent: settlement.cost, reserved: -held.amount };
  if (settlement.cost > held.amount)
    return raise(windows, windows.add(windowsOf(held.windowsJson), change));
  // What was held is freed: no window holds more than before, and no threshold can be reached.
  windows.change(held.windowsJson, change);
  return [];
}

/** A settlement that comes after its hold is gone: late, or again. */
function correct(
  { windows, reservations, ledger }: Tables,
  settlement: Settlement,
): readonly BudgetAlert[] {
  const late = reservations.takeLate(settlement.id);
  if (late === undefined) {
    if (ledger.has(settlement.id)) return [];
    throw unknownReservation(settlement.id);
  }
  ledger.book(correctionOf(late, settlement));
  const change = { spent: settlement.cost - late.amount, reserved: 0 };
  return raise(windows, windows.add(windowsOf(late.windowsJson), change));
}

function bookingOf({ id, row }: Reservation, settlement: Settlement): Booking {
  const { now: at, usage, basis, outcome, cost } = settlement;
  const failed = outcome !== 'succeeded';
  return {
    id,
    at,
    row,
    usage,
    basis,
    outcome,
    cost,
    calls: 1,
    failedCalls: failed ? 1 : 0,
    estimatedCost: basis === 'measured' ? 0 : cost,
    failedCost: failed ? cost : 0,
  };
}

function expiryOf({ id, row, amount }: Reservation, now: number): Booking {
  return {
    id,
    at: now,
    row,
    usage: noTokens,
    basis: 'worst-case',
    outcome: 'expired',
    cost: amount,
    calls: 1,
    failedCalls: 1,
    estimatedCost: amount,
    failedCost: amount,
  };
}

/** Takes back what {@link expiryOf} booked and books what is true. */
function correctionOf(late: Reservation, settlement: Settlement): Booking {
  const wrong = expiryOf(late, settlement.now);
  const right = bookingOf(late, settlement);
  return {
    ...right,
    id: `${late.id}#correction`,
    cost: right.cost - wrong.cost,
    calls: right.calls - wrong.calls,
    failedCalls: right.failedCalls - wrong.failedCalls,
    estimatedCost: right.estimatedCost - wrong.estimatedCost,
    failedCost: right.failedCost - wrong.failedCost,
  };
}
