import type { LedgerSum } from '../../core/cost/budget-store.ts';
import { isSimulated } from '../is-simulated.ts';
import { money } from '../money.ts';
import type { Split } from './spending-report.ts';

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
    if (isSimulated(keys[0])) {
      tally.simulated += cost;
    } else {
      tally.measured += cost - estimatedCost;
      tally.estimated += estimatedCost;
    }
  }
  return tally;
}

/** Real money. */
export function spentOf({ measured, estimated }: SplitTally): number {
  return measured + estimated;
}

/** The same as amounts. */
export function amountsOf({ measured, estimated, simulated }: SplitTally): Split {
  return { measured: money(measured), estimated: money(estimated), simulated: money(simulated) };
}
