import Database from 'libsql';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { SLOT_MS } from '../../src/core/cost/budget-store.ts';

/** How large a ledger is made, and of when. */
interface LedgerSize {
  readonly rows: number;
  /** Milliseconds since 1970; entries are spread evenly between the two. */
  readonly from: number;
  readonly to: number;
}

/**
 * Fills the money tables with attempts of three models, seventeen agent types and two variants. One attempt in twenty is the retry of the one before it on
 * another model, so that a tenth of the tasks stands in two sums. Made by SQL: a million reservations would take minutes.
 */
export async function bigLedger(path: string, { rows, from, to }: LedgerSize): Promise<void> {
  await (await openSqliteStore({ path, absent: 'create' })).close();
  const database = new Database(path);
  const step = (to - from) / rows;
  database.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows - 1}),
      drawn AS (SELECT i, i - (i % 20 = 19) AS t, i * 2654435761 % 4294967296 AS r, (i * 40503 + 7) % 65536 AS q FROM n),
      calls AS (SELECT *, CASE WHEN i <> t THEN 2 WHEN r % 10 < 6 THEN 0 ELSE 1 END AS m, t * 40503 % 17 AS a FROM drawn)
    INSERT INTO aqe_ledger (id, at, task_id, task_type, agent_type, variant, purpose, model_name, model, provider, attempt, price_source, basis, outcome,
      input, output, cache_read, cache_write_5m, cache_write_1h, cost, calls, failed_calls, estimated_cost, failed_cost)
    SELECT 'r' || i, CAST(${from} + i * ${step} AS INTEGER), 'task-' || t, 'type-' || a, 'agent-' || a, iif(t % 10 = 0, 'canary', 'stable'),
      'answer', 'm' || m, 'model-' || m, 'anthropic', 1 + (i <> t), 'config', iif(r % 50 = 0, 'estimated', 'measured'), iif(i % 20 = 18, 'failed', 'succeeded'),
      1000 + q % 4000, 100 + q % 900, q % 2000, q % 500, 0, 1000000 + q * 1000, 1, i % 20 = 18, (r % 50 = 0) * (1000000 + q * 1000),
      (i % 20 = 18) * (1000000 + q * 1000)
    FROM calls;
    ${sums()}
    ${places()}
    COMMIT;
    ANALYZE;`);
  database.close();
}

const tokens = ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'];
const keys = 'model, provider, agent_type, task_type, variant';
const slot = `at - at % ${SLOT_MS}`;

/** What the store keeps beside the ledger while it books. */
function sums(): string {
  const counts = [...tokens, 'cost', 'calls', 'failed_calls', 'estimated_cost', 'failed_cost'];
  const answers = ['measured', 'estimated'].flatMap((basis) =>
    tokens.map((column) => `sum(iif(outcome = 'succeeded' AND basis = '${basis}', ${column}, 0))`),
  );
  const names = ['measured', 'estimated'].flatMap((basis) =>
    tokens.map((column) => `${basis}_${column}`),
  );
  return `
    INSERT INTO aqe_ledger_sums (slot, ${keys}, ${[...counts, ...names].join(', ')}, tasks)
    SELECT ${slot}, ${keys}, ${counts.map((column) => `sum(${column})`).join(', ')}, ${answers.join(', ')}, 0 FROM aqe_ledger GROUP BY ${slot}, ${keys};`;
}

function places(): string {
  return `
    CREATE TEMP TABLE place AS SELECT DISTINCT task_id, s.id AS sums_id FROM aqe_ledger l JOIN aqe_ledger_sums s
      ON s.slot = l.at - l.at % ${SLOT_MS} AND s.model = l.model AND s.provider = l.provider AND s.agent_type = l.agent_type
      AND s.task_type = l.task_type AND s.variant = l.variant;
    INSERT INTO aqe_ledger_tasks (task_id, sums_id, strays) SELECT task_id, min(sums_id), count(*) - 1 FROM place GROUP BY task_id;
    INSERT INTO aqe_ledger_spread_tasks (sums_id, task_id) SELECT p.sums_id, p.task_id FROM place p JOIN aqe_ledger_tasks t USING (task_id) WHERE t.strays > 0;
    UPDATE aqe_ledger_sums SET tasks = coalesce((SELECT n FROM (SELECT sums_id, count(*) AS n FROM aqe_ledger_tasks WHERE strays = 0 GROUP BY sums_id) c
      WHERE c.sums_id = aqe_ledger_sums.id), 0);
    DROP TABLE place;`;
}
