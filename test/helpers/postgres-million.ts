import type { PostgresTarget } from '../../src/core/ports.ts';
import { answerColumns, countColumns } from '../../src/adapters/store/ledger-columns.ts';
import { SLOT_MS } from '../../src/core/cost/budget-store.ts';
import { START } from './budget-requests.ts';
import { query } from './postgres-place.ts';

const KINDS = 60;
const SPAN_MS = 30 * 86_400_000;

/** Fills the tables with so many calls of thirty days, three for each task and every fifth
 * task with three models, as if the store had booked them one by one. */
export async function fillLedger(target: PostgresTarget, calls: number): Promise<void> {
  const sums = [...countColumns, ...answerColumns];
  await query(
    target,
    `
INSERT INTO aqe_call_kinds (digest, task_type, agent_type, variant, purpose, model_name, model, provider, price_source)
SELECT 'kind ' || n, 'type ' || n % 5, 'agent ' || n % 4, 'stable', 'answer', 'model ' || n % 3, 'model ' || n % 3, 'simulator', 'test'
FROM generate_series(0, ${KINDS - 1}) AS n;

CREATE TEMP TABLE booked AS SELECT *, at - at % ${SLOT_MS} AS slot FROM (
SELECT n, 'r' || n AS call_id, 1 + (n / 3 * 7 + CASE WHEN n / 3 % 5 = 0 THEN n % 3 ELSE 0 END) % ${KINDS} AS kind_id, 'task-' || n / 3 AS task_id,
  ${START} + n * ${SPAN_MS}::bigint / ${calls} AS at, n % 20 = 0 AS failed, 1000 + n % 977 AS cost
FROM generate_series(0, ${calls - 1}) AS n) AS one;

INSERT INTO aqe_calls (id, kind_id, task_id, agent_id, attempt)
SELECT call_id, kind_id, task_id, NULL, 1 + n % 3 FROM booked;

INSERT INTO aqe_ledger (call_id, correction, at, basis, outcome, input, output, cache_read, cache_write_5m,
  cache_write_1h, cost, calls, failed_calls, estimated_cost, failed_cost)
SELECT call_id, false, at, 'measured', CASE WHEN failed THEN 'failed' ELSE 'succeeded' END, 500, 100, 50, 0, 0,
  cost, 1, failed::integer, 0, failed::integer * cost
FROM booked ORDER BY n;

INSERT INTO aqe_ledger_tasks (task_id, slot, kind_id, entries, spread)
SELECT task_id, (array_agg(slot ORDER BY n))[1], (array_agg(kind_id ORDER BY n))[1], count(*),
  count(DISTINCT (slot, kind_id)) > 1
FROM booked GROUP BY task_id;

INSERT INTO aqe_ledger_spread_tasks (slot, kind_id, task_id, first)
SELECT DISTINCT b.slot, b.kind_id, task_id, (b.slot, b.kind_id) = (t.slot, t.kind_id)
FROM booked AS b JOIN aqe_ledger_tasks AS t USING (task_id) WHERE spread;

INSERT INTO aqe_ledger_sums (slot, kind_id, tasks, ${sums.join(', ')})
SELECT slot, kind_id, count(*) FILTER (WHERE n % 3 = 0),
  ${sums.map((column) => `sum(${valueOf(column)})`).join(', ')}
FROM booked GROUP BY 1, 2;
ANALYZE;`,
  );
}

const values: Readonly<Record<string, string>> = {
  input: '500',
  output: '100',
  cache_read: '50',
  cost: 'cost',
  calls: '1',
  failed_calls: 'failed::integer',
  failed_cost: 'failed::integer * cost',
  measured_input: 'CASE WHEN failed THEN 0 ELSE 500 END',
  measured_output: 'CASE WHEN failed THEN 0 ELSE 100 END',
  measured_cache_read: 'CASE WHEN failed THEN 0 ELSE 50 END',
};

function valueOf(column: string): string {
  return values[column] ?? '0';
}
