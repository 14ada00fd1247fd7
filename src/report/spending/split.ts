import type { LedgerSum } from '../../core/cost/budget-store.ts';
import { money } from '../money.ts';
import type { Split } from './spending-report.ts';

/** The provider that answers without a model. */
const SIMULATOR = 'simulator';

/** Nano-dollars by what kind of number they are. */
export interface SplitTally {
  measured: number;
  estimated: number;
  simulated: number;
}

/** Parts sums by what kind of number they are. @param sums by the provider first */
export function splitOf(sums: readonly LedgerSum[]): SplitTally {
  const tally = { measured: 0, estimated: 0, simulated: 0 };
  for (const { keys, cost, estimatedCost } of sums) {
    if (isSimulated(keys)) {
      tally.simulated += cost;
    } else {
      tally.measured += cost - estimatedCost;
      tally.estimated += estimatedCost;
    }
  }
  return tally;
}

/** Whether keys that begin with a provider are the simulator's. */
export function isSimulated([provider]: readonly string[]): boolean {
  return provider === SIMULATOR;
}

/** Real money. */
export function spentOf({ measured, estimated }: SplitTally): number {
  return measured + estimated;
}

/** The same as amounts. */
export function amountsOf({ measured, estimated, simulated }: SplitTally): Split {
  return { measured: money(measured), estimated: money(estimated), simulated: money(simulated) };
}
