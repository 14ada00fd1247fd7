import type { WatchedWindow } from '../../core/cost/admission.ts';
import type {
  BudgetAlert,
  BudgetStore,
  BudgetWindow,
  ReserveOutcome,
  ReserveRequest,
  Settlement,
  WindowState,
} from '../../core/cost/budget-store.ts';
import { numberOf, type Row, textOf } from '../store/rows.ts';
import { windowsOf } from '../store/stored-windows.ts';
import { unknownReservation } from '../store/unknown-reservation.ts';
import { claimAlerts } from './claim-alerts.ts';
import { expireStatement, settleStatement } from './booking-statements.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { reserveStatement } from './reserve-statement.ts';

/** Holds and books money in the tables of a database; see {@link BudgetStore}. */
export function postgresBudgetStore(connection: PostgresConnection): Omit<BudgetStore, 'close'> {
  return {
    reserve: async (request) => reserve(connection, request),
    renew: async (id, until) => {
      const rows = await connection.change({
        name: 'aqe renew',
        text: renewSql,
        values: [id, until],
      });
      return rows.length > 0;
    },
    settle: async (settlement) => settle(connection, settlement),
    expire: async (now) => expire(connection, now),
    windows: async (keys) => {
      const rows = await connection.read({ name: 'aqe windows', text: windowsSql, values: [keys] });
      return rows.map(stateOf);
    },
  };
}

const renewSql = `
UPDATE aqe_reservations SET expires_at = greatest(expires_at, $2) WHERE id = $1 AND NOT expired RETURNING id`;

const windowsSql = `
SELECT key, coalesce(spent, 0) AS spent, coalesce(reserved, 0) AS reserved
FROM unnest($1::text[]) WITH ORDINALITY AS asked (key, place) LEFT JOIN aqe_budget_windows USING (key) ORDER BY place`;

const knownSql = 'SELECT FROM aqe_calls WHERE id = $1';

/** Before all leases. */
const NEVER = -1;

async function reserve(
  connection: PostgresConnection,
  request: ReserveRequest,
): Promise<ReserveOutcome> {
  let rows = await connection.change(reserveStatement(request, request.now));
  if (rows[0]?.['obstacle'] === 'expired') {
    await expire(connection, request.now);
    // Those that others are ending right now are none of our business: they count in full, held or spent.
    rows = await connection.change(reserveStatement(request, NEVER));
  }
  const [first] = rows;
  if (first?.['obstacle'] === 'known') return { kind: 'reserved', alerts: [] };
  const full = rows.findIndex((row) => row['fits'] === false);
  const window = request.windows[full];
  const row = rows[full];
  if (window !== undefined && row !== undefined)
    return { kind: 'refused', window, state: stateOf(row) };
  const watched = watch(request.windows, rows).map((one) => withHeld(one, request.amount));
  return { kind: 'reserved', alerts: await claimAlerts(connection, watched) };
}

async function settle(
  connection: PostgresConnection,
  settlement: Settlement,
): Promise<readonly BudgetAlert[]> {
  const rows = await connection.change(settleStatement(settlement));
  const [first] = rows;
  if (first === undefined || first['windows'] === null) {
    const known = await connection.read({
      name: 'aqe known',
      text: knownSql,
      values: [settlement.id],
    });
    if (known.length === 0) throw unknownReservation(settlement.id);
    return [];
  }
  return claimAlerts(connection, watch(windowsOf(textOf(first, 'windows')), rows));
}

/** One at a time, each in a transaction of its own, so that many that end at once keep nobody waiting. */
async function expire(connection: PostgresConnection, now: number): Promise<number> {
  for (let count = 0; ; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const [row] = await connection.change(expireStatement(now));
    if (row?.['windows'] === null || row === undefined) return count;
  }
}

function watch(windows: readonly BudgetWindow[], rows: readonly Row[]): WatchedWindow[] {
  return windows.flatMap((window) => {
    const row = rows.find(({ key }) => key === window.key);
    return row === undefined
      ? []
      : [{ window, state: stateOf(row), alerted: numberOf(row, 'alerted') }];
  });
}

function withHeld({ window, state, alerted }: WatchedWindow, amount: number): WatchedWindow {
  return { window, alerted, state: { ...state, reserved: state.reserved + amount } };
}

function stateOf(row: Row): WindowState {
  return {
    key: textOf(row, 'key'),
    spent: numberOf(row, 'spent'),
    reserved: numberOf(row, 'reserved'),
  };
}
