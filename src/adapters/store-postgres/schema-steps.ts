import { feedbackTable } from './feedback-table.ts';
import { outcomeTable } from './outcome-table.ts';
import { taskTables } from './task-tables.ts';

/**
 * The steps from nothing to today's tables; a database has done the first `aqe_schema.version` of them. Landed steps never change. Names are
 * looked up in the search path, so the tables stand in the schema that 1.0.4 uses. Text that is compared is in collation C: the same order
 * on every server, whatever its locale.
 */
export const schemaSteps: readonly string[] = [
  `
-- A row for each call that money counts in, changed all the time: the free half of a page takes its next versions in.
CREATE TABLE aqe_budget_windows (
  key text COLLATE "C" PRIMARY KEY,
  spent bigint NOT NULL,
  reserved bigint NOT NULL,
  alerted double precision NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What calls have in common; digest is made of all other columns, which may be longer than an index takes.
CREATE TABLE aqe_call_kinds (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest text COLLATE "C" NOT NULL UNIQUE,
  task_type text NOT NULL,
  agent_type text NOT NULL,
  variant text NOT NULL,
  purpose text NOT NULL,
  model_name text NOT NULL,
  model text NOT NULL,
  provider text NOT NULL,
  price_source text NOT NULL
);

-- Every call that money was ever held for. Its key is what makes a second reservation of an id impossible.
CREATE TABLE aqe_calls (
  id text COLLATE "C" PRIMARY KEY,
  kind_id integer NOT NULL,
  task_id text NOT NULL,
  agent_id text,
  attempt integer NOT NULL
);

-- The holds: open ones, and expired ones that a late settlement may still correct.
CREATE TABLE aqe_reservations (
  id text COLLATE "C" PRIMARY KEY,
  amount bigint NOT NULL,
  expires_at bigint NOT NULL,
  expired boolean NOT NULL,
  windows jsonb NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX aqe_reservations_open ON aqe_reservations (expires_at) WHERE NOT expired;

-- calls, failed_calls, estimated_cost and failed_cost are what a row adds to sums; a correction takes back with them.
CREATE TABLE aqe_ledger (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id text COLLATE "C" NOT NULL,
  correction boolean NOT NULL,
  at bigint NOT NULL,
  basis text NOT NULL,
  outcome text NOT NULL,
  input bigint NOT NULL,
  output bigint NOT NULL,
  cache_read bigint NOT NULL,
  cache_write_5m bigint NOT NULL,
  cache_write_1h bigint NOT NULL,
  cost bigint NOT NULL,
  calls integer NOT NULL,
  failed_calls integer NOT NULL,
  estimated_cost bigint NOT NULL,
  failed_cost bigint NOT NULL,
  UNIQUE (call_id, correction)
);
CREATE INDEX aqe_ledger_at ON aqe_ledger (at);
CREATE FUNCTION aqe_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$;
CREATE TRIGGER aqe_ledger_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON aqe_ledger
FOR EACH STATEMENT EXECUTE FUNCTION aqe_ledger_only_grows();

-- The ledger summed by quarters of an hour. tasks counts the tasks that had their first entry in this row; measured_ and
-- estimated_ are the tokens of answers.
CREATE TABLE aqe_ledger_sums (
  slot bigint NOT NULL,
  kind_id integer NOT NULL,
  tasks bigint NOT NULL,
  calls bigint NOT NULL,
  failed_calls bigint NOT NULL,
  input bigint NOT NULL,
  output bigint NOT NULL,
  cache_read bigint NOT NULL,
  cache_write_5m bigint NOT NULL,
  cache_write_1h bigint NOT NULL,
  cost bigint NOT NULL,
  estimated_cost bigint NOT NULL,
  failed_cost bigint NOT NULL,
  measured_input bigint NOT NULL,
  measured_output bigint NOT NULL,
  measured_cache_read bigint NOT NULL,
  measured_cache_write_5m bigint NOT NULL,
  measured_cache_write_1h bigint NOT NULL,
  estimated_input bigint NOT NULL,
  estimated_output bigint NOT NULL,
  estimated_cache_read bigint NOT NULL,
  estimated_cache_write_5m bigint NOT NULL,
  estimated_cache_write_1h bigint NOT NULL,
  PRIMARY KEY (slot, kind_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Where each task had its first entry; a task with entries in further rows of sums is spread, and listed with all of them.
CREATE TABLE aqe_ledger_tasks (
  task_id text COLLATE "C" PRIMARY KEY,
  slot bigint NOT NULL,
  kind_id integer NOT NULL,
  entries bigint NOT NULL,
  spread boolean NOT NULL
) WITH (fillfactor = 80);
CREATE TABLE aqe_ledger_spread_tasks (
  slot bigint NOT NULL,
  kind_id integer NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  first boolean NOT NULL,
  PRIMARY KEY (slot, kind_id, task_id)
);
`,
  `
-- One row: what all replicas share. It is read by all of them all the time, and written rarely.
CREATE TABLE aqe_flags (
  id integer PRIMARY KEY CHECK (id = 1),
  generation bigint NOT NULL,
  change_id text NOT NULL,
  content text NOT NULL,
  updated_at bigint NOT NULL,
  updated_by text NOT NULL,
  reason text NOT NULL
);
INSERT INTO aqe_flags VALUES (1, 0, '', '{}', 0, '', '');

CREATE TABLE aqe_replicas (
  id text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  report text NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE aqe_audit (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  at bigint NOT NULL,
  actor text NOT NULL,
  action text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  details text NOT NULL
);
CREATE FUNCTION aqe_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$;
CREATE TRIGGER aqe_audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON aqe_audit
FOR EACH STATEMENT EXECUTE FUNCTION aqe_audit_only_grows();
`,
  taskTables,
  outcomeTable,
  feedbackTable,
];
