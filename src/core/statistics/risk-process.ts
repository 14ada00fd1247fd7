import type { Counts } from './counts.ts';
import { ratioProcess } from './ratio-process.ts';

/** Both arms in the same time. */
export interface CountWindow {
  readonly canary: Counts;
  readonly stable: Counts;
}

/** How many times more likely an event is in the canary than it may be. */
const alternatives = [1.5, 2, 3, 5, 10];

/**
 * The e-process against "an event is at most `allowed` times as likely in the canary as in stable". Given that an event came in a window, it is the canary's
 * with probability r·w / (r·w + 1 - w), where w is the canary's share of the window's trials and r the ratio of the risks. Windows in which only one arm had
 * trials say nothing.
 * @param allowed the ratio of risks under the null hypothesis
 * @returns the natural logarithm of the e-value after each window; 4.6 is α = 0.01
 */
export function riskProcess(windows: readonly CountWindow[], allowed = 1): readonly number[] {
  return ratioProcess(
    windows.map(({ canary, stable }) => {
      const comparable = canary.trials > 0 && stable.trials > 0;
      return {
        share: comparable
          ? nullShare(canary.trials / (canary.trials + stable.trials), allowed)
          : 0.5,
        canary: comparable ? canary.events : 0,
        stable: comparable ? stable.events : 0,
      };
    }),
    alternatives,
  );
}

/** The canary's share of the events when its risk is just what is allowed. */
function nullShare(share: number, allowed: number): number {
  return (allowed * share) / (allowed * share + 1 - share);
}
