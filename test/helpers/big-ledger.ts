import Database from 'libsql';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';

/** How large a ledger is made, and of when. */
interface LedgerSize {
  readonly rows: number;
  /** Milliseconds since 1970; entries are spread evenly between the two. */
  readonly from: number;
  readonly to: number;
}

/**
 * Fills the money tables with attempts of three models, seventeen agent types and two variants. One attempt in ten is the retry of the one before it on
 * another model, so that one task in nine stands in two sums. Made by SQL: a million
 * reservations would take minutes. The triggers of the ledger keep the sums.
 */
export async function bigLedger(path: string, { rows, from, to }: LedgerSize): Promise<void> {
  await (await openSqliteStore({ path, absent: 'create' })).close();
  const database = new Database(path);
  const step = (to - from) / rows;
  database.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows - 1}),
      drawn AS (SELECT i, i - (i % 10 = 9) AS t, i * 2654435761 % 4294967296 AS r, (i * 40503 + 7) % 65536 AS q FROM n),
      calls AS (SELECT *, CASE WHEN i <> t THEN 2 WHEN r % 10 < 6 THEN 0 ELSE 1 END AS m, t * 40503 % 17 AS a FROM drawn)
    INSERT INTO aqe_ledger (id, at, task_id, task_type, agent_type, variant, purpose, model_name, model, provider, attempt, price_source, basis, outcome,
      input, output, cache_read, cache_write_5m, cache_write_1h, cost, calls, failed_calls, estimated_cost, failed_cost)
    SELECT 'r' || i, CAST(${from} + i * ${step} AS INTEGER), 'task-' || t, 'type-' || a, 'agent-' || a, iif(t % 10 = 0, 'canary', 'stable'),
      'answer', 'm' || m, 'model-' || m, 'anthropic', 1 + (i <> t), 'config', iif(r % 50 = 0, 'estimated', 'measured'), iif(i % 10 = 8, 'failed', 'succeeded'),
      1000 + q % 4000, 100 + q % 900, q % 2000, q % 500, 0, 1000000 + q * 1000, 1, i % 10 = 8, (r % 50 = 0) * (1000000 + q * 1000),
      (i % 10 = 8) * (1000000 + q * 1000)
    FROM calls;
    COMMIT;
    ANALYZE;`);
  database.close();
}
