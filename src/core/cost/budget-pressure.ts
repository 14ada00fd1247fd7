import type { BudgetWindow, WindowState } from './budget-store.ts';

/** How a budget stands, by the window that has the least left. */
export interface BudgetStanding {
  /** `degrade` asks for cheaper models; `exhausted`: nothing is left in one of the windows. */
  readonly pressure: 'normal' | 'degrade' | 'exhausted';
  /** Nano-dollars that the next call may cost at the most; undefined without limits. */
  readonly remaining: number | undefined;
}

/**
 * How tight it is in the windows. What is held counts: it is not there for others.
 * @param states of the windows, in their order
 * @param degradeAtPercent of a limit; undefined: never
 */
export function budgetStanding(
  windows: readonly BudgetWindow[],
  states: readonly WindowState[],
  degradeAtPercent: number | undefined,
): BudgetStanding {
  const stands = windows.flatMap(({ limit }, index) => {
    const state = states[index];
    return limit === undefined || state === undefined
      ? []
      : [{ limit, used: state.spent + state.reserved }];
  });
  if (stands.length === 0) return { pressure: 'normal', remaining: undefined };
  const remaining = Math.max(0, Math.min(...stands.map(({ limit, used }) => limit - used)));
  if (remaining === 0) return { pressure: 'exhausted', remaining };
  const isTight =
    degradeAtPercent !== undefined &&
    stands.some(({ limit, used }) => used * 100 >= degradeAtPercent * limit);
  return { pressure: isTight ? 'degrade' : 'normal', remaining };
}
