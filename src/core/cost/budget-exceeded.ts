import { AqeError } from '../../errors.ts';
import type { BudgetWindow, WindowKind, WindowState } from './budget-store.ts';
import { exactDollars } from './dollars.ts';

/** What stood in the way of a call. Nano-dollars. */
export interface BudgetShortage {
  readonly window: BudgetWindow & { readonly limit: number };
  readonly state: WindowState;
  /** What the call could cost at the most. */
  readonly needed: number;
}

const limitNames: Readonly<Record<WindowKind, { readonly name: string; readonly key: string }>> = {
  task: { name: 'the limit per task', key: 'perTask (or --max-cost)' },
  day: { name: 'the daily limit', key: 'daily' },
  week: { name: 'the weekly limit', key: 'weekly' },
  month: { name: 'the monthly limit', key: 'monthly' },
};

/**
 * A call could pass a limit and was not made. Its details say which `window` (task, day, week, month), `limit`, `spent`, `reserved` and `needed` in nano-dollars (`unit`), and
 * `resetsAt` in milliseconds since 1970, null for a task.
 * @param resets when the window ends, for people; undefined for a task
 */
export function budgetExceeded(
  { window, state, needed }: BudgetShortage,
  resets: string | undefined,
): AqeError {
  const { kind, limit, endsAt } = window;
  const { spent, reserved } = state;
  const { name, key } = limitNames[kind];
  const room = `${exactDollars(spent)} spent, ${exactDollars(reserved)} reserved, up to ${exactDollars(needed)} needed`;
  const reset = resets === undefined ? '' : `It resets at ${resets}. `;
  return new AqeError('BUDGET_EXCEEDED', `${name} of ${exactDollars(limit)} has no room: ${room}`, {
    hint: `${reset}A lower --max-tokens or a cheaper model needs less; the limit is routing.costTracking.budgetLimits.${key}.`,
    details: {
      window: kind,
      unit: 'nano-dollars',
      limit,
      spent,
      reserved,
      needed,
      resetsAt: endsAt ?? null,
    },
  });
}
