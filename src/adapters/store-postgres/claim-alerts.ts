import { dueAlerts, type WatchedWindow } from '../../core/cost/admission.ts';
import type { BudgetAlert } from '../../core/cost/budget-store.ts';
import { AqeError } from '../../errors.ts';
import { numberOf } from '../store/rows.ts';
import type { PostgresConnection } from './postgres-connection.ts';

/** Whoever is first raises the mark, and learns where it stood: all above it are theirs to tell. */
const claimSql = `
WITH told AS MATERIALIZED (
  SELECT key, alerted FROM aqe_budget_windows WHERE key = $1 FOR NO KEY UPDATE
)
UPDATE aqe_budget_windows AS w SET alerted = $2 FROM told
WHERE w.key = told.key AND told.alerted < $2 RETURNING told.alerted`;

/**
 * The alerts that are due and that no other process tells. They are claimed after the money was held or booked, which stays so
 * when the server goes away in between: whoever changes the window next tells them.
 */
export async function claimAlerts(
  connection: PostgresConnection,
  watched: readonly WatchedWindow[],
): Promise<readonly BudgetAlert[]> {
  const claimed: BudgetAlert[] = [];
  for (const one of watched) {
    const due = dueAlerts(one);
    const highest = due.at(-1)?.percent;
    if (highest === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- rare, and never more than four
    const mark = await raiseMark(connection, one.window.key, highest);
    claimed.push(...due.filter(({ percent }) => percent > mark));
  }
  return claimed;
}

async function raiseMark(
  connection: PostgresConnection,
  key: string,
  percent: number,
): Promise<number> {
  try {
    const [row] = await connection.change({
      name: 'aqe claim',
      text: claimSql,
      values: [key, percent],
    });
    return row === undefined ? percent : numberOf(row, 'alerted');
  } catch (error) {
    if (error instanceof AqeError) return percent;
    throw error;
  }
}
