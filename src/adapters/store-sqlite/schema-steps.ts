/**
 * The steps from nothing to today's tables; a database has done the first `aqe_schema.version` of them. Landed steps never change. Not STRICT: SQLite
 * before 3.37 could not open the file any more, and 1.0.4 brings whatever SQLite was installed with it.
 */
export const schemaSteps: readonly string[] = [
  `
CREATE TABLE aqe_budget_windows (
  key TEXT PRIMARY KEY,
  spent INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  alerted REAL NOT NULL
) WITHOUT ROWID;

-- Has open holds alone, so it stays small: no index by expiry, which every call would have to write.
CREATE TABLE aqe_reservations (
  id TEXT PRIMARY KEY,
  amount INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  windows TEXT NOT NULL,
  task_id TEXT NOT NULL,
  task_type TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  agent_id TEXT,
  variant TEXT NOT NULL,
  purpose TEXT NOT NULL,
  model_name TEXT NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  price_source TEXT NOT NULL
) WITHOUT ROWID;

-- Reservations that were charged in full when their lease ran out: a late settlement corrects them.
CREATE TABLE aqe_expired_reservations (
  id TEXT PRIMARY KEY,
  amount INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  windows TEXT NOT NULL,
  task_id TEXT NOT NULL,
  task_type TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  agent_id TEXT,
  variant TEXT NOT NULL,
  purpose TEXT NOT NULL,
  model_name TEXT NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  price_source TEXT NOT NULL
) WITHOUT ROWID;

-- calls, failed_calls, estimated_cost and failed_cost are what a row adds to sums; a correction takes back with them.
CREATE TABLE aqe_ledger (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  task_type TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  agent_id TEXT,
  variant TEXT NOT NULL,
  purpose TEXT NOT NULL,
  model_name TEXT NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  price_source TEXT NOT NULL,
  basis TEXT NOT NULL,
  outcome TEXT NOT NULL,
  input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write_5m INTEGER NOT NULL,
  cache_write_1h INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  failed_calls INTEGER NOT NULL,
  estimated_cost INTEGER NOT NULL,
  failed_cost INTEGER NOT NULL
);
CREATE INDEX aqe_ledger_at ON aqe_ledger (at);
CREATE TRIGGER aqe_ledger_is_not_changed BEFORE UPDATE ON aqe_ledger
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER aqe_ledger_is_not_shortened BEFORE DELETE ON aqe_ledger
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

-- The ledger summed by quarters of an hour. tasks counts the tasks that have entries in this row alone; measured_ and
-- estimated_ are the tokens of answers.
CREATE TABLE aqe_ledger_sums (
  id INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  task_type TEXT NOT NULL,
  variant TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  failed_calls INTEGER NOT NULL,
  input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write_5m INTEGER NOT NULL,
  cache_write_1h INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  estimated_cost INTEGER NOT NULL,
  failed_cost INTEGER NOT NULL,
  measured_input INTEGER NOT NULL,
  measured_output INTEGER NOT NULL,
  measured_cache_read INTEGER NOT NULL,
  measured_cache_write_5m INTEGER NOT NULL,
  measured_cache_write_1h INTEGER NOT NULL,
  estimated_input INTEGER NOT NULL,
  estimated_output INTEGER NOT NULL,
  estimated_cache_read INTEGER NOT NULL,
  estimated_cache_write_5m INTEGER NOT NULL,
  estimated_cache_write_1h INTEGER NOT NULL,
  UNIQUE (slot, model, provider, agent_type, task_type, variant)
);

-- Where each task has its entries: in one row of sums, or, when strays is above 0, spread over those that aqe_ledger_spread_tasks names.
CREATE TABLE aqe_ledger_tasks (
  task_id TEXT PRIMARY KEY,
  sums_id INTEGER NOT NULL,
  strays INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE aqe_ledger_spread_tasks (
  sums_id INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  PRIMARY KEY (sums_id, task_id)
) WITHOUT ROWID;
`,
];
