import { SLOT_MS } from '../../core/cost/budget-store.ts';
import { answerColumns, countColumns, tokenColumns } from '../store/ledger-columns.ts';

const summed = ['tasks', ...countColumns, ...answerColumns];

/** In the order of {@link answerColumns}. */
const answers = ['=', '<>'].flatMap((is) =>
  tokenColumns.map(
    (column) => `CASE WHEN is_answer AND basis ${is} 'measured' THEN ${column} ELSE 0 END`,
  ),
);

/**
 * Books the end of one hold, in one statement and one round trip: windows, ledger, sums and the place of its task. Locks are taken as
 * `reserveSql` says: the hold by `taken`, windows by `freed` in the order of their keys, the task by `place`, its sums by
 * `summed`. `ON CONFLICT DO UPDATE` adds to the newest committed row, whatever the statement saw at its beginning.
 *
 * The answer has a row for each window with its state after the booking, or one without a window; `windows` is null when nothing was booked.
 * @param taken selects or removes the hold: `id, amount, windows, expired`
 * @param booking what to book of it: `correction, held, at, basis, outcome` and {@link countColumns}, of `taken`
 */
export function bookingSql(taken: string, booking: string): string {
  return `
WITH
  taken AS (${taken}),
  booking AS MATERIALIZED (
    SELECT taken.id AS call_id, windows, kind_id, task_id, purpose, ${booking}
    FROM taken JOIN aqe_calls ON aqe_calls.id = taken.id JOIN aqe_call_kinds AS kind ON kind.id = kind_id
  ),
  freed AS (
    INSERT INTO aqe_budget_windows AS w (key, spent, reserved, alerted)
    SELECT part ->> 'key', cost, -held, -1 FROM booking, jsonb_array_elements(windows) AS part
    ORDER BY part ->> 'key' COLLATE "C"
    ON CONFLICT (key) DO UPDATE SET spent = w.spent + excluded.spent, reserved = w.reserved + excluded.reserved
    RETURNING key, spent, reserved, alerted
  ),
  entry AS MATERIALIZED (
    SELECT booking.*, at - at % ${SLOT_MS} AS slot, outcome = 'succeeded' AND purpose = 'answer' AS is_answer
    FROM booking, (SELECT count(*) FROM freed) AS windows_first
  ),
  place AS (
    INSERT INTO aqe_ledger_tasks AS t (task_id, slot, kind_id, entries, spread)
    SELECT task_id, slot, kind_id, 1, false FROM entry
    ON CONFLICT (task_id) DO UPDATE SET entries = t.entries + 1,
      spread = t.spread OR (t.slot, t.kind_id) <> (excluded.slot, excluded.kind_id)
    RETURNING task_id, slot, kind_id, entries, spread
  ),
  listed AS (
    INSERT INTO aqe_ledger_spread_tasks (slot, kind_id, task_id, first)
    SELECT slot, kind_id, task_id, true FROM place WHERE spread
    UNION ALL
    SELECT entry.slot, entry.kind_id, task_id, false FROM place JOIN entry USING (task_id)
    WHERE spread AND (entry.slot, entry.kind_id) <> (place.slot, place.kind_id)
    ON CONFLICT DO NOTHING
  ),
  summed AS (
    INSERT INTO aqe_ledger_sums AS s (slot, kind_id, ${summed.join(', ')})
    SELECT entry.slot, entry.kind_id, (entries = 1)::integer, ${[...countColumns, ...answers].join(', ')}
    FROM entry JOIN place USING (task_id)
    ON CONFLICT (slot, kind_id) DO UPDATE SET
      ${summed.map((column) => `${column} = s.${column} + excluded.${column}`).join(', ')}
  ),
  written AS (
    INSERT INTO aqe_ledger (call_id, correction, at, basis, outcome, ${countColumns.join(', ')})
    SELECT call_id, correction, at, basis, outcome, ${countColumns.join(', ')} FROM entry
  )
SELECT windows::text AS windows, key, spent, reserved, alerted
FROM (SELECT) AS always LEFT JOIN booking ON true LEFT JOIN freed ON true`;
}
