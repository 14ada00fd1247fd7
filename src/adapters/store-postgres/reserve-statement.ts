import { createHash } from 'node:crypto';
import type { ReserveRequest } from '../../core/cost/budget-store.ts';
import type { Statement } from './postgres-connection.ts';

/**
 * Holds an amount in all windows or in none: one statement, one round trip.
 *
 * Why no limit is passed, at READ COMMITTED and by any number of processes:
 * - `locked` takes the lock of every window that is there and answers with its newest committed state. Nobody can change it from then on until
 *   this statement has committed. The verdict is made of that state, and `raised` adds to the same rows.
 * - A window that the statement does not see is about to be made. `created` makes it; if somebody else just did, the primary key ends this
 *   statement with a unique violation, nothing of it stays, and it is sent again.
 * - The same holds for an id. `aqe_calls` keeps every id for good: a statement that was sent twice holds once, even where the first outlived
 *   its connection on the server.
 *
 * Why there is no deadlock: every statement of this store takes its locks in one order, and each step reads what the step before it returned.
 * One hold by its id; windows by key; new windows by key; then here kind and call, and in a booking one task and one row of sums.
 *
 * The answer has a row for each window, in the request's order, or one without a window. While leases have run out that nobody has ended
 * yet, nothing is held: `obstacle` is `expired` then. Parameters: {@link reserveStatement}.
 */
const reserveSql = `
WITH
  obstacle AS MATERIALIZED (
    SELECT CASE
      WHEN EXISTS (SELECT FROM aqe_calls WHERE id = $1) THEN 'known'
      WHEN (SELECT min(expires_at) FROM aqe_reservations WHERE NOT expired) <= $6 THEN 'expired'
    END AS name
  ),
  locked AS MATERIALIZED (
    SELECT key, spent, reserved, alerted FROM aqe_budget_windows
    WHERE key = ANY ($2) AND (SELECT name IS NULL FROM obstacle)
    ORDER BY key FOR NO KEY UPDATE
  ),
  asked AS MATERIALIZED (
    SELECT key, place, locked.key IS NULL AS is_new,
      coalesce(spent, 0) AS spent, coalesce(reserved, 0) AS reserved, coalesce(alerted, -1) AS alerted,
      most IS NULL OR coalesce(spent + reserved, 0) + $4 <= most AS fits
    FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS window_of (key, most, place)
    LEFT JOIN locked USING (key)
  ),
  verdict AS MATERIALIZED (
    SELECT name, name IS NULL AND NOT EXISTS (SELECT FROM asked WHERE NOT fits) AS holds FROM obstacle
  ),
  raised AS (
    UPDATE aqe_budget_windows AS w SET reserved = w.reserved + $4 FROM locked
    WHERE w.key = locked.key AND (SELECT holds FROM verdict)
  ),
  created AS (
    INSERT INTO aqe_budget_windows (key, spent, reserved, alerted)
    SELECT key, 0, $4, -1 FROM asked WHERE is_new AND (SELECT holds FROM verdict)
    ORDER BY key RETURNING key
  ),
  held AS MATERIALIZED (
    SELECT count(*) FROM created HAVING (SELECT holds FROM verdict)
  ),
  kind AS MATERIALIZED (
    SELECT id FROM aqe_call_kinds WHERE digest = $8
  ),
  new_kind AS (
    INSERT INTO aqe_call_kinds
      (digest, task_type, agent_type, variant, purpose, model_name, model, provider, price_source)
    SELECT $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM held WHERE NOT EXISTS (SELECT FROM kind)
    RETURNING id
  ),
  call AS (
    INSERT INTO aqe_calls (id, kind_id, task_id, agent_id, attempt)
    SELECT $1, one.id, $17, $18, $19 FROM held, (SELECT id FROM kind UNION ALL SELECT id FROM new_kind) AS one
    RETURNING id
  ),
  reservation AS (
    INSERT INTO aqe_reservations (id, amount, expires_at, expired, windows)
    SELECT id, $4, $7, false, $5 FROM call
  )
SELECT name AS obstacle, holds, key, spent, reserved, alerted, fits
FROM verdict LEFT JOIN asked ON true ORDER BY place`;

/** The statement for a request. It looks for leases that have run out by `endedBy`, in milliseconds since 1970. */
export function reserveStatement(request: ReserveRequest, endedBy: number): Statement {
  const { id, now, leaseMs, amount, windows, call, attempt } = request;
  const kind = kindOf(request);
  const values: unknown[] = [
    id,
    windows.map(({ key }) => key),
    windows.map(({ limit }) => limit ?? null),
    amount,
    JSON.stringify(windows),
    endedBy,
    now + leaseMs,
    createHash('sha256').update(JSON.stringify(kind)).digest('base64url'),
  ];
  const { taskId, agentId } = call;
  return {
    name: 'aqe reserve',
    text: reserveSql,
    values: values.concat(kind, [taskId, agentId ?? null, attempt]),
  };
}

/** In the order of the columns of `aqe_call_kinds`. */
function kindOf({ call, modelName, model, provider, priceSource }: ReserveRequest): string[] {
  const { taskType, agentType, variant, purpose } = call;
  return [taskType, agentType, variant, purpose, modelName, model, provider, priceSource];
}
