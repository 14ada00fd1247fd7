/** Makes the tables of the queue; a step of the schema, never to be changed. */
export const taskTables = `
-- A task is begun anew with another number of attempts: what is said in the name of an earlier one finds no row.
CREATE TABLE aqe_tasks (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  idempotency_key text COLLATE "C" UNIQUE,
  fingerprint text NOT NULL,
  agent_type text NOT NULL,
  task_type text NOT NULL,
  variant text NOT NULL,
  priority bigint NOT NULL,
  request text NOT NULL,
  admission text NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  accepted_at bigint NOT NULL,
  started_at bigint,
  finished_at bigint,
  attempts bigint NOT NULL,
  replica text,
  lease_until bigint,
  cancel_requested integer NOT NULL DEFAULT 0,
  duration_ms double precision,
  first_chunk_ms double precision,
  cost bigint,
  tokens text,
  error_code text,
  error_message text,
  result text
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX aqe_tasks_queued ON aqe_tasks (priority DESC, seq) WHERE status = 'queued';
CREATE INDEX aqe_tasks_running ON aqe_tasks (lease_until) WHERE status = 'running';
CREATE INDEX aqe_tasks_finished ON aqe_tasks (finished_at, seq) WHERE finished_at IS NOT NULL;
`;
