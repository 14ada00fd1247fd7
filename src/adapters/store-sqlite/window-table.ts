import type Database from 'libsql';
import type { WatchedWindow } from '../../core/cost/admission.ts';
import type { BudgetWindow, WindowState } from '../../core/cost/budget-store.ts';
import { numberOf, type Row, textOf } from '../store/rows.ts';
import { allRows } from './sqlite-rows.ts';

/** What a window gains and loses. Nano-dollars. */
interface WindowChange {
  readonly spent: number;
  readonly reserved: number;
}

/** The table of windows; to be changed inside of a transaction. */
export interface WindowTable {
  /** In the order of the keys; zeros for those that have no row. */
  states(keys: readonly string[]): WindowState[];
  /** Adds to all, and tells how they stand then. */
  add(windows: readonly BudgetWindow[], change: WindowChange): WatchedWindow[];
  /** Changes windows that something was added to before, given as the JSON of a reservation. */
  change(windowsJson: string, change: WindowChange): void;
  /** Takes note that people were told of this percentage. */
  noteAlert(key: string, percent: number): void;
}

/** Opens the table. */
export function windowTable(database: Database.Database): WindowTable {
  const select = database.prepare(`
    SELECT j.value AS key, coalesce(spent, 0) AS spent, coalesce(reserved, 0) AS reserved
    FROM json_each(?) j LEFT JOIN aqe_budget_windows w ON w.key = j.value ORDER BY j.key`);
  const upsert = database.prepare(`
    INSERT INTO aqe_budget_windows (key, spent, reserved, alerted)
    SELECT value, ?2, ?3, -1 FROM json_each(?1) WHERE true
    ON CONFLICT (key) DO UPDATE SET spent = spent + excluded.spent, reserved = reserved + excluded.reserved
    RETURNING key, spent, reserved, alerted`);
  const update = database.prepare(`
    UPDATE aqe_budget_windows SET spent = spent + ?2, reserved = reserved + ?3 WHERE key IN (SELECT json_extract(value, '$.key') FROM json_each(?1))`);
  const noteAlert = database.prepare('UPDATE aqe_budget_windows SET alerted = ?2 WHERE key = ?1');

  return {
    states: (keys) => allRows(select, [JSON.stringify(keys)]).map(stateOf),
    add: (windows, { spent, reserved }) => {
      if (windows.length === 0) return [];
      const keys = JSON.stringify(windows.map(({ key }) => key));
      const rows = new Map(
        allRows(upsert, [keys, spent, reserved]).map((row) => [textOf(row, 'key'), row]),
      );
      return windows.flatMap((window) => {
        const row = rows.get(window.key);
        if (row === undefined) return [];
        return [{ window, state: stateOf(row), alerted: numberOf(row, 'alerted') }];
      });
    },
    change: (windowsJson, { spent, reserved }) => void update.run([windowsJson, spent, reserved]),
    noteAlert: (key, percent) => void noteAlert.run([key, percent]),
  };
}

function stateOf(row: Row): WindowState {
  return {
    key: textOf(row, 'key'),
    spent: numberOf(row, 'spent'),
    reserved: numberOf(row, 'reserved'),
  };
}
