import type Database from 'libsql';
import { dueAlerts, type WatchedWindow } from '../../core/cost/admission.ts';
import type { BudgetAlert, BudgetWindow, WindowState } from '../../core/cost/budget-store.ts';
import { allRows, numberOf, type Row, textOf } from './sqlite-rows.ts';

/** What a window gains and loses. Nano-dollars. */
interface WindowChange {
  readonly spent: number;
  readonly reserved: number;
}

/** The table of windows; to be used inside of a transaction. */
export interface WindowTable {
  /** In the order of the keys; zeros for those that have no row. */
  states(keys: readonly string[]): WindowState[];
  watch(windows: readonly BudgetWindow[]): WatchedWindow[];
  /** Adds to all, and takes note of the alerts that are due then. */
  add(watched: readonly WatchedWindow[], change: WindowChange): BudgetAlert[];
}

/** Opens the table. */
export function windowTable(database: Database.Database): WindowTable {
  const select = database.prepare(`
    SELECT j.value AS key, coalesce(spent, 0) AS spent, coalesce(reserved, 0) AS reserved, coalesce(alerted, -1) AS alerted
    FROM json_each(?) j LEFT JOIN aqe_budget_windows w ON w.key = j.value ORDER BY j.key`);
  const upsert = database.prepare(`
    INSERT INTO aqe_budget_windows (key, kind, spent, reserved, alerted)
    SELECT json_extract(value, '$.key'), json_extract(value, '$.kind'), ?2, ?3, json_extract(value, '$.alerted')
    FROM json_each(?1) WHERE true
    ON CONFLICT (key) DO UPDATE SET spent = spent + excluded.spent, reserved = reserved + excluded.reserved,
      alerted = max(alerted, excluded.alerted)`);
  const rowsOf = (keys: readonly string[]): Row[] => allRows(select, [JSON.stringify(keys)]);

  return {
    states: (keys) => rowsOf(keys).map(stateOf),
    watch: (windows) => {
      const rows = rowsOf(windows.map(({ key }) => key));
      return windows.flatMap((window, index) => {
        const row = rows[index];
        return row === undefined
          ? []
          : [{ window, state: stateOf(row), alerted: numberOf(row, 'alerted') }];
      });
    },
    add: (watched, { spent, reserved }) => {
      const after = watched.map((each) => ({
        ...each,
        state: {
          key: each.state.key,
          spent: each.state.spent + spent,
          reserved: each.state.reserved + reserved,
        },
      }));
      const alerts = after.map((each) => dueAlerts(each));
      const rows = after.map(({ window: { key, kind }, alerted }, index) => ({
        key,
        kind,
        alerted: alerts[index]?.at(-1)?.percent ?? alerted,
      }));
      upsert.run(JSON.stringify(rows), spent, reserved);
      return alerts.flat();
    },
  };
}

function stateOf(row: Row): WindowState {
  return {
    key: textOf(row, 'key'),
    spent: numberOf(row, 'spent'),
    reserved: numberOf(row, 'reserved'),
  };
}
