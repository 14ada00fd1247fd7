import type { BudgetAlert, BudgetWindow, WindowState } from './budget-store.ts';

/** A window with what is in it, and the highest percentage that was told already. */
export interface WatchedWindow {
  readonly window: BudgetWindow;
  readonly state: WindowState;
  /** Below 0 when nothing was told. */
  readonly alerted: number;
}

/** The first window that holds more than its limit. */
export function firstOverLimit(windows: readonly WatchedWindow[]): WatchedWindow | undefined {
  return windows.find(
    ({ window: { limit }, state }) => limit !== undefined && state.spent + state.reserved > limit,
  );
}

/** The thresholds that a window has reached and nobody was told of, ascending. */
export function dueAlerts({ window, state, alerted }: WatchedWindow): BudgetAlert[] {
  const { limit, alertPercents } = window;
  if (limit === undefined) return [];
  const { spent, reserved } = state;
  return alertPercents
    .filter((percent) => percent > alerted && (spent + reserved) * 100 >= percent * limit)
    .map((percent) => ({ window, percent, spent, reserved }));
}
