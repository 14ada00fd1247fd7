import type { LedgerReader } from '../../core/cost/budget-store.ts';
import { isSimulated } from '../is-simulated.ts';
import type { Period } from '../../core/cost/periods.ts';

/** Whether the simulator worked on a task. */
type IsSimulated = (taskId: string) => boolean;

/**
 * Who answered the tasks of a period, as far as the ledger knows. Single entries are read only where some are of the simulator and some are not.
 */
export async function simulatedTasks(ledger: LedgerReader, period: Period): Promise<IsSimulated> {
  const { from, to } = period;
  const sums = await ledger.sum({ from, to, by: ['provider'] });
  const simulated = sums.filter(({ keys }) => isSimulated(keys[0]));
  if (simulated.length === 0) return () => false;
  if (simulated.length === sums.length) return () => true;
  const tasks = new Set<string>();
  for await (const { provider, call } of ledger.entries(period)) {
    if (isSimulated(provider)) tasks.add(call.taskId);
  }
  return (taskId) => tasks.has(taskId);
}
