import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { simulateBudget } from '../helpers/budget-simulation.ts';
import { project } from '../helpers/project.ts';

const RUNS = 1000;

describe('budgets on SQLite', () => {
  it(`hold in ${RUNS} runs of 50 tasks with aborts, timeouts, sleepers and crashed owners`, async () => {
    const store = await openSqliteStore({ path: project().path('fleet.db'), absent: 'create' });
    onTestFinished(async () => store.close());
    const totals = { spent: 0, opened: 0, refused: 0, crashed: 0, late: 0 };
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { problems, ...report } = await simulateBudget(store, seed);
      expect(problems, `seed ${seed}`).toEqual([]);
      totals.spent += report.spent;
      totals.opened += report.opened;
      totals.refused += report.refused;
      totals.crashed += report.crashed;
      totals.late += report.late;
    }
    const [sum] = await store.sum({ from: 0, to: Number.MAX_SAFE_INTEGER, by: [] });
    expect(sum).toMatchObject({ cost: totals.spent, calls: totals.opened });
    // The runs met what they are about.
    expect(totals.refused).toBeGreaterThan(1000);
    expect(totals.crashed).toBeGreaterThan(1000);
    expect(totals.late).toBeGreaterThan(1000);
  });
});
