/** A step of the schema: see `schema-steps.ts`. */
export const moneyTables: string = `
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

-- Where each task has its entries: in one row of sums, the first; or, when strays is above 0, in those that aqe_ledger_spread_tasks names.
-- Most tasks are of the first kind, and the row counts them: how many tasks there are in any range is an addition then.
CREATE TABLE aqe_ledger_tasks (
  task_id TEXT PRIMARY KEY,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  strays INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE aqe_ledger_spread_tasks (
  sums_id INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  PRIMARY KEY (sums_id, task_id)
) WITHOUT ROWID;

-- Sums are kept by the database itself, in the transaction of the entry: they cannot disagree.
CREATE TRIGGER aqe_ledger_is_summed AFTER INSERT ON aqe_ledger
BEGIN
  INSERT INTO aqe_ledger_sums (slot, model, provider, agent_type, task_type, variant, tasks, calls, failed_calls, input, output,
    cache_read, cache_write_5m, cache_write_1h, cost, estimated_cost, failed_cost, measured_input, measured_output,
    measured_cache_read, measured_cache_write_5m, measured_cache_write_1h, estimated_input, estimated_output,
    estimated_cache_read, estimated_cache_write_5m, estimated_cache_write_1h)
  SELECT NEW.at - NEW.at % 900000, NEW.model, NEW.provider, NEW.agent_type, NEW.task_type, NEW.variant,
    NOT EXISTS (SELECT 1 FROM aqe_ledger_tasks WHERE task_id = NEW.task_id), NEW.calls, NEW.failed_calls, NEW.input, NEW.output,
    NEW.cache_read, NEW.cache_write_5m, NEW.cache_write_1h, NEW.cost, NEW.estimated_cost, NEW.failed_cost,
    measured * NEW.input, measured * NEW.output, measured * NEW.cache_read, measured * NEW.cache_write_5m,
    measured * NEW.cache_write_1h, estimated * NEW.input, estimated * NEW.output, estimated * NEW.cache_read,
    estimated * NEW.cache_write_5m, estimated * NEW.cache_write_1h
  FROM (SELECT is_answer AND NEW.basis = 'measured' AS measured, is_answer AND NEW.basis <> 'measured' AS estimated
    FROM (SELECT NEW.outcome = 'succeeded' AND NEW.purpose = 'answer' AS is_answer)) WHERE true
  ON CONFLICT (slot, model, provider, agent_type, task_type, variant) DO UPDATE SET
    tasks = tasks + excluded.tasks, calls = calls + excluded.calls, failed_calls = failed_calls + excluded.failed_calls,
    input = input + excluded.input, output = output + excluded.output, cache_read = cache_read + excluded.cache_read,
    cache_write_5m = cache_write_5m + excluded.cache_write_5m, cache_write_1h = cache_write_1h + excluded.cache_write_1h,
    cost = cost + excluded.cost, estimated_cost = estimated_cost + excluded.estimated_cost,
    failed_cost = failed_cost + excluded.failed_cost, measured_input = measured_input + excluded.measured_input,
    measured_output = measured_output + excluded.measured_output,
    measured_cache_read = measured_cache_read + excluded.measured_cache_read,
    measured_cache_write_5m = measured_cache_write_5m + excluded.measured_cache_write_5m,
    measured_cache_write_1h = measured_cache_write_1h + excluded.measured_cache_write_1h,
    estimated_input = estimated_input + excluded.estimated_input,
    estimated_output = estimated_output + excluded.estimated_output,
    estimated_cache_read = estimated_cache_read + excluded.estimated_cache_read,
    estimated_cache_write_5m = estimated_cache_write_5m + excluded.estimated_cache_write_5m,
    estimated_cache_write_1h = estimated_cache_write_1h + excluded.estimated_cache_write_1h;
  INSERT INTO aqe_ledger_tasks (task_id, first_id, last_id, strays)
  SELECT NEW.task_id, id, id, 0 FROM aqe_ledger_sums
  WHERE slot = NEW.at - NEW.at % 900000 AND model = NEW.model AND provider = NEW.provider AND agent_type = NEW.agent_type
    AND task_type = NEW.task_type AND variant = NEW.variant
  ON CONFLICT (task_id) DO UPDATE SET last_id = excluded.last_id, strays = strays + (first_id <> excluded.last_id);
END;
CREATE TRIGGER aqe_ledger_tasks_spread AFTER UPDATE ON aqe_ledger_tasks WHEN NEW.strays > OLD.strays
BEGIN
  INSERT INTO aqe_ledger_spread_tasks (sums_id, task_id) VALUES (NEW.last_id, NEW.task_id), (NEW.first_id, NEW.task_id)
    ON CONFLICT DO NOTHING;
  UPDATE aqe_ledger_sums SET tasks = tasks - 1 WHERE id = NEW.first_id AND OLD.strays = 0;
END;
`;
