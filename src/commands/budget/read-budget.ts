import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { budgetSettings } from '../../core/cost/budget-settings.ts';
import { type BudgetWindows, budgetWindows } from '../../core/cost/budget-windows.ts';
import { type BudgetReport, buildBudgetReport } from '../../report/budget/budget-report.ts';

/** How the budget stands, and the clocks to tell it by. */
interface BudgetReading {
  readonly report: BudgetReport;
  readonly describe: BudgetWindows['describe'];
}

/**
 * Reads the budget from the configuration, and what is spent of it from the database.
 * @throws AqeError CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function readBudget(
  { files, env, dotEnv, cwd, clock, ports }: Context,
  file: string | undefined,
): Promise<BudgetReading> {
  const { settings } = await loadSettings({ files, file, env, dotEnv });
  const budget = budgetSettings(settings.costs);
  const windows = budgetWindows(budget);
  const now = clock.now().getTime();
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  try {
    const enforced = settings.costs.enabled;
    const request = { budget, enforced, windows: windows.at(now), now };
    return {
      report: await buildBudgetReport(store, request),
      describe: (at) => windows.describe(at),
    };
  } finally {
    await store.close();
  }
}
