import type { LedgerReader } from '../../core/cost/budget-store.ts';
import type { Period } from '../../core/cost/periods.ts';
import { money } from '../money.ts';
import type { SpendingTotal } from './spending-report.ts';
import { isSimulated } from '../is-simulated.ts';
import { amountsOf, spentOf, splitOf } from './split.ts';

/** What was spent in all, simulated money apart. Rejects with AqeError STORE_…. */
export async function spendingTotal(
  store: LedgerReader,
  { from, to }: Period,
): Promise<Omit<SpendingTotal, 'failedCost'>> {
  const query = { from, to, by: ['provider'] as const };
  const [sums, counts] = await Promise.all([store.sum(query), store.countTasks(query)]);
  const split = splitOf(sums);
  const spent = spentOf(split);
  const tasks = counts
    .filter(({ keys }) => !isSimulated(keys[0]))
    .reduce((sum, count) => sum + count.tasks, 0);
  return {
    ...amountsOf(split),
    spent: money(spent),
    calls: sums.reduce((sum, { calls }) => sum + calls, 0),
    failedCalls: sums.reduce((sum, { failedCalls }) => sum + failedCalls, 0),
    tasks,
    costPerTask: tasks === 0 ? null : money(Math.round(spent / tasks)),
  };
}
