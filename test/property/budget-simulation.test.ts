import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { project } from '../helpers/project.ts';
import { simulateBudgets } from '../helpers/simulate-budgets.ts';

const RUNS = 1000;

describe('budgets on SQLite', () => {
  it(`hold in ${RUNS} runs of 50 tasks with aborts, timeouts, sleepers and crashed owners`, async () => {
    const store = await openSqliteStore({ path: project().path('fleet.db'), absent: 'create' });
    onTestFinished(async () => store.close());
    const seeds = Array.from({ length: RUNS }, (_, n) => n + 1);
    const totals = await simulateBudgets(store, seeds);
    // The runs met what they are about.
    expect(totals.refused).toBeGreaterThan(1000);
    expect(totals.crashed).toBeGreaterThan(1000);
    expect(totals.late).toBeGreaterThan(1000);
  });
});
