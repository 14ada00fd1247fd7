/** Makes the tables of the queue; a step of the schema, never to be changed. */
export const taskTables = `
-- A task is begun anew with another number of attempts: what is said in the name of an earlier one finds no row.
CREATE TABLE aqe_tasks (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  idempotency_key TEXT UNIQUE,
  fingerprint TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  task_type TEXT NOT NULL,
  variant TEXT NOT NULL,
  priority INTEGER NOT NULL,
  request TEXT NOT NULL,
  admission TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  accepted_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  attempts INTEGER NOT NULL,
  replica TEXT,
  lease_until INTEGER,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  duration_ms REAL,
  first_chunk_ms REAL,
  cost INTEGER,
  tokens TEXT,
  error_code TEXT,
  error_message TEXT,
  result TEXT
) STRICT;
CREATE INDEX aqe_tasks_queued ON aqe_tasks (priority DESC, seq) WHERE status = 'queued';
CREATE INDEX aqe_tasks_running ON aqe_tasks (lease_until) WHERE status = 'running';
CREATE INDEX aqe_tasks_finished ON aqe_tasks (finished_at, seq) WHERE finished_at IS NOT NULL;
`;
