import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { schemaSteps } from '../../../../src/adapters/store-sqlite/schema-steps.ts';
import type { LedgerQuery } from '../../../../src/core/cost/budget-store.ts';
import {
  ending,
  entriesOf,
  type MoneyStore,
  START,
  wish,
} from '../../../helpers/budget-requests.ts';
import { modelSums, modelTasks, sorted } from '../../../helpers/ledger-model.ts';
import { project } from '../../../helpers/project.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Two hundred attempts of 70 tasks, one every 37 minutes; every third task changes its model. */
const attempts = `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
  INSERT INTO aqe_ledger (id, at, task_id, task_type, agent_type, variant, purpose, model_name, model, provider, attempt, price_source, basis, outcome,
    input, output, cache_read, cache_write_5m, cache_write_1h, cost, calls, failed_calls, estimated_cost, failed_cost)
  SELECT 'old-' || i, ${START} + i * 2220000, 'task-' || i / 3, 'unit', 'agent-' || i / 3 % 4, 'stable', 'answer', 'm',
    iif(i / 3 % 3 = 0, 'model-' || i % 3, 'haiku'), 'anthropic', 1, 'config', 'measured', 'succeeded', 100 + i, i, 0, 0, 0, 1000 + i, 1, 0, 0, 0
  FROM n`;

async function opened(path: string): Promise<MoneyStore> {
  const store = await openSqliteStore({ path, absent: 'create' });
  onTestFinished(async () => store.close());
  return store;
}

/** What the tables say of their days; true for a day that is summed. */
function days(path: string): boolean[] {
  const database = new Database(path);
  const rows = database.prepare('SELECT summed FROM aqe_ledger_days ORDER BY day').raw().all();
  database.close();
  return rows.map((row) => Array.isArray(row) && row[0] === 1);
}

async function book(store: MoneyStore, id: string, now: number): Promise<void> {
  await store.reserve(wish(id, { now, call: { ...wish(id).call, taskId: `task-${id}` } }));
  await store.settle(ending(id, { now }));
}

async function expectTruth(store: MoneyStore): Promise<void> {
  const entries = await entriesOf(store);
  const moments = [0, START - 10 * HOUR_MS, START + DAY_MS, START + 14 * HOUR_MS, START + 5e8 + 1];
  const bys: LedgerQuery['by'][] = [
    [],
    ['model'],
    ['agent', 'variant'],
    ['task-type', 'model', 'agent'],
  ];
  for (const from of moments) {
    for (const to of [...moments, START * 2]) {
      for (const by of bys) {
        const query = { from, to, by };
        expect(sorted(await store.sum(query)), JSON.stringify(query)).toEqual(
          modelSums(entries, query),
        );
        expect(sorted(await store.countTasks(query)), JSON.stringify(query)).toEqual(
          modelTasks(entries, query),
        );
      }
    }
  }
}

describe('days that are over', () => {
  it('are summed in a file of the tables before, with its first new quarter of an hour', async () => {
    const path = project().path('fleet.db');
    const before = new Database(path);
    before.exec(`CREATE TABLE aqe_schema (version INTEGER NOT NULL); INSERT INTO aqe_schema VALUES (1);
      ${schemaSteps[0] ?? ''}; ${attempts}`);
    before.close();
    const store = await opened(path);
    expect(days(path)).toEqual([false, false, false, false, false, false]);
    await expectTruth(store);
    await book(store, '30', START + 9 * DAY_MS);
    expect(days(path)).toEqual([true, true, true, true, true, true, false]);
    await expectTruth(store);
  });

  it('are summed a quarter of an hour after their end, and again after a late entry', async () => {
    const path = project().path('fleet.db');
    const store = await opened(path);
    const midnight = START - (START % DAY_MS) + DAY_MS;
    await book(store, 'a', midnight - HOUR_MS);
    await book(store, 'b', midnight);
    expect(days(path)).toEqual([false, false]);
    await book(store, 'c', midnight + HOUR_MS);
    expect(days(path)).toEqual([true, false]);
    await book(store, 'd', midnight - 2 * HOUR_MS);
    await book(store, 'a2', midnight - HOUR_MS);
    expect(days(path)).toEqual([false, false]);
    await expectTruth(store);
    await book(store, 'e', midnight + 2 * HOUR_MS);
    expect(days(path)).toEqual([true, false]);
    await expectTruth(store);
  });
});
