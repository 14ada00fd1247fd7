/** A step of the schema: see `schema-steps.ts`. */
export const dayTables: string = `
-- Days of UTC that the ledger has entries in. Those that are over are summed once: a month is read as thirty days then, not as three thousand
-- quarters of an hour. An entry that comes late makes its day be summed again; until then readers take its quarters.
CREATE TABLE aqe_ledger_days (
  day INTEGER PRIMARY KEY,
  summed INTEGER NOT NULL
);
CREATE INDEX aqe_ledger_open_days ON aqe_ledger_days (day) WHERE summed = 0;

CREATE TABLE aqe_ledger_day_sums (
  day INTEGER NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  task_type TEXT NOT NULL,
  variant TEXT NOT NULL,
  input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write_5m INTEGER NOT NULL,
  cache_write_1h INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  failed_calls INTEGER NOT NULL,
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
  PRIMARY KEY (day, model, provider, agent_type, task_type, variant)
) WITHOUT ROWID;

-- How many tasks of a day had entries under exactly these keys: kinds is [[model, provider, agent type, task type, variant], …].
CREATE TABLE aqe_ledger_day_tasks (
  day INTEGER NOT NULL,
  kinds TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, kinds)
) WITHOUT ROWID;

-- The tasks with entries in more than one day, which are more than one day's tasks.
CREATE TABLE aqe_ledger_long_tasks (
  task_id TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE INDEX aqe_ledger_spread_places ON aqe_ledger_spread_tasks (task_id);

INSERT INTO aqe_ledger_days SELECT DISTINCT slot - slot % 86400000, 0 FROM aqe_ledger_sums WHERE true ON CONFLICT DO NOTHING;
INSERT INTO aqe_ledger_long_tasks SELECT task_id FROM aqe_ledger_spread_tasks JOIN aqe_ledger_sums ON id = sums_id
GROUP BY task_id HAVING min(slot) / 86400000 < max(slot) / 86400000;

CREATE TRIGGER aqe_ledger_tasks_last AFTER UPDATE ON aqe_ledger_tasks WHEN NEW.strays > OLD.strays
BEGIN
  INSERT INTO aqe_ledger_long_tasks
  SELECT NEW.task_id FROM aqe_ledger_sums AS f JOIN aqe_ledger_sums AS l ON l.id = NEW.last_id
  WHERE f.id = NEW.first_id AND f.slot / 86400000 <> l.slot / 86400000 ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER aqe_ledger_day_changes AFTER INSERT ON aqe_ledger
BEGIN
  UPDATE aqe_ledger_days SET summed = 0 WHERE day = NEW.at - NEW.at % 86400000 AND summed = 1;
END;
CREATE TRIGGER aqe_ledger_slot_begins AFTER INSERT ON aqe_ledger_sums
WHEN NOT EXISTS (SELECT 1 FROM aqe_ledger_sums WHERE slot = NEW.slot AND id <> NEW.id)
BEGIN
  INSERT INTO aqe_ledger_days VALUES (NEW.slot - NEW.slot % 86400000, 0) ON CONFLICT DO NOTHING;
  DELETE FROM aqe_ledger_day_sums WHERE day IN (SELECT day FROM aqe_ledger_days WHERE summed = 0);
  DELETE FROM aqe_ledger_day_tasks WHERE day IN (SELECT day FROM aqe_ledger_days WHERE summed = 0);
  -- A day is over a quarter of an hour after its end: the clocks of several hosts are not the same.
  INSERT INTO aqe_ledger_day_sums
  SELECT day, model, provider, agent_type, task_type, variant,
    sum(input), sum(output), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), sum(cost), sum(calls), sum(failed_calls),
    sum(estimated_cost), sum(failed_cost), sum(measured_input), sum(measured_output), sum(measured_cache_read),
    sum(measured_cache_write_5m), sum(measured_cache_write_1h), sum(estimated_input), sum(estimated_output), sum(estimated_cache_read),
    sum(estimated_cache_write_5m), sum(estimated_cache_write_1h)
  FROM aqe_ledger_days CROSS JOIN aqe_ledger_sums ON slot >= day AND slot < day + 86400000
  WHERE summed = 0 AND day <= NEW.slot - 87300000 GROUP BY day, model, provider, agent_type, task_type, variant;
  INSERT INTO aqe_ledger_day_tasks
  SELECT day, kinds, sum(tasks) FROM (
    SELECT day, '[' || json_array(model, provider, agent_type, task_type, variant) || ']' AS kinds, tasks
    FROM aqe_ledger_days CROSS JOIN aqe_ledger_sums ON slot >= day AND slot < day + 86400000
    WHERE summed = 0 AND day <= NEW.slot - 87300000 AND tasks > 0
    UNION ALL SELECT day, '[' || group_concat(kind) || ']', 1 FROM (
      SELECT DISTINCT day, task_id, json_array(model, provider, agent_type, task_type, variant) AS kind
      FROM aqe_ledger_days CROSS JOIN aqe_ledger_sums ON slot >= day AND slot < day + 86400000
      CROSS JOIN aqe_ledger_spread_tasks ON sums_id = id
      WHERE summed = 0 AND day <= NEW.slot - 87300000 ORDER BY day, task_id, kind
    ) GROUP BY day, task_id
  ) GROUP BY day, kinds;
  UPDATE aqe_ledger_days SET summed = 1 WHERE summed = 0 AND day <= NEW.slot - 87300000;
END;
`;
