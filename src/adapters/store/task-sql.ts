const recordColumns = `id, agent_type, task_type, variant, status, priority, accepted_at, started_at, finished_at, attempts, replica,
  duration_ms, first_chunk_ms, cost, tokens, error_code`;
const taskColumns = `seq, ${recordColumns}, fingerprint, request, admission, cancel_requested, result, error_message`;

/** How many records are read at a time. */
export const RECORD_PAGE = 500;

/** Parameters are `$1`, `$2`, … */
const common = {
  accept: `
INSERT INTO aqe_tasks (id, idempotency_key, fingerprint, agent_type, task_type, variant, priority, request, admission,
  accepted_at, status, attempts, started_at, replica, lease_until)
SELECT CAST($1 AS text), CAST($2 AS text), CAST($3 AS text), CAST($4 AS text), CAST($5 AS text), CAST($6 AS text), CAST($7 AS bigint),
  CAST($8 AS text), CAST($9 AS text), CAST($10 AS bigint), CAST($11 AS text), CAST($12 AS bigint), CAST($13 AS bigint), CAST($14 AS text),
  CAST($15 AS bigint)
WHERE CAST($11 AS text) = 'running' OR (SELECT count(*) FROM aqe_tasks WHERE status = 'queued') < CAST($16 AS bigint)
ON CONFLICT DO NOTHING RETURNING ${taskColumns}`,

  /** By its id or its key. */
  find: `SELECT ${taskColumns} FROM aqe_tasks WHERE id = $1 OR idempotency_key = $2 ORDER BY id = $1 DESC LIMIT 1`,

  /** What is sent again after its answer was lost is found done. */
  finish: `
UPDATE aqe_tasks SET status = CAST($3 AS text), finished_at = CAST($4 AS bigint), lease_until = NULL, duration_ms = $5, first_chunk_ms = $6,
  cost = $7, tokens = $8, error_code = $9, error_message = $10, result = $11
WHERE id = $1 AND attempts = $2 AND (status = 'running' OR (status = CAST($3 AS text) AND finished_at = CAST($4 AS bigint)))
RETURNING id`,

  release: `
UPDATE aqe_tasks SET lease_until = NULL,
  status = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE 'queued' END,
  finished_at = CASE WHEN cancel_requested = 1 THEN CAST($3 AS bigint) END
WHERE id = $1 AND attempts = $2 AND status IN ('running', 'queued') RETURNING id`,

  recover: `
UPDATE aqe_tasks SET lease_until = NULL,
  status = CASE WHEN cancel_requested = 1 THEN 'cancelled' WHEN attempts >= CAST($2 AS bigint) THEN 'failed' ELSE 'queued' END,
  finished_at = CASE WHEN cancel_requested = 1 OR attempts >= CAST($2 AS bigint) THEN CAST($1 AS bigint) END,
  error_code = CASE WHEN cancel_requested = 0 AND attempts >= CAST($2 AS bigint) THEN 'TASK_LOST' END,
  error_message = CASE WHEN cancel_requested = 0 AND attempts >= CAST($2 AS bigint)
    THEN 'every replica that began it was lost' END
WHERE status = 'running' AND lease_until <= CAST($1 AS bigint) RETURNING id`,

  cancel: `
UPDATE aqe_tasks SET cancel_requested = 1,
  finished_at = CASE WHEN status = 'queued' THEN CAST($2 AS bigint) END,
  status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END
WHERE id = $1 AND status IN ('queued', 'running') RETURNING ${taskColumns}`,

  depth: `
SELECT (SELECT count(*) FROM aqe_tasks WHERE status = 'queued') AS queued,
  (SELECT count(*) FROM aqe_tasks WHERE status = 'running') AS running`,

  records: `
SELECT seq, ${recordColumns} FROM aqe_tasks
WHERE (finished_at, seq) > ($1, $2) AND finished_at < $3 AND (CAST($4 AS text) IS NULL OR variant = CAST($4 AS text))
ORDER BY finished_at, seq LIMIT ${RECORD_PAGE}`,

  forget: 'DELETE FROM aqe_tasks WHERE finished_at < $1 RETURNING id',
};

/** What the two databases say differently. */
interface Dialect {
  /** Locks the chosen rows, and passes over those that others have locked. */
  readonly lockFreeRows: string;
  /** The texts in a parameter that is a JSON array of them. */
  readonly textsIn: (parameter: string) => string;
}

/** The statements of a queue by their names. */
export type TaskSql = Readonly<Record<keyof typeof common | 'claim' | 'renew', string>>;

/** The statements of a queue, which mean the same in both databases. */
export function taskSql({ lockFreeRows, textsIn }: Dialect): TaskSql {
  return {
    ...common,

    claim: `
WITH next AS MATERIALIZED (
  SELECT id FROM aqe_tasks WHERE status = 'queued' ORDER BY priority DESC, seq LIMIT $4 ${lockFreeRows}
)
UPDATE aqe_tasks SET status = 'running', attempts = attempts + 1, replica = $1, started_at = $2, lease_until = $3
WHERE id IN (SELECT id FROM next) AND status = 'queued' RETURNING ${taskColumns}`,

    renew: `
UPDATE aqe_tasks SET lease_until = CAST($2 AS bigint)
WHERE status = 'running' AND replica = $1 AND id IN (${textsIn('$3')})
RETURNING id, attempts, cancel_requested`,
  };
}
