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
  task: { name: 'the limit per task', key: 'perTask' },
  day: { name: 'the daily limit', key: 'daily' },
  week: { name: 'the weekly limit', key: 'weekly' },
  month: { name: 'the monthly limit', key: 'monthly' },
};

/** A call could pass a limit and was not made. Money in nano-dollars; times in milliseconds since 1970. */
export class BudgetExceededError extends AqeError {
  readonly kind: WindowKind;
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  readonly needed: number;
  /** Undefined for a task. */
  readonly resetsAt: number | undefined;

  constructor({ window, state, needed }: BudgetShortage, resets: string | undefined) {
    const { name, key } = limitNames[window.kind];
    const { spent, reserved } = state;
    super(
      'BUDGET_EXCEEDED',
      `${name} of ${exactDollars(window.limit)} has no room: ${exactDollars(spent)} spent, ${exactDollars(reserved)} reserved, ` +
        `up to ${exactDollars(needed)} needed`,
      {
        hint: `${resets === undefined ? '' : `It resets at ${resets}. `}A lower --max-tokens or a cheaper model needs less; the limit is routing.costTracking.budgetLimits.${key}.`,
      },
    );
    this.kind = window.kind;
    this.limit = window.limit;
    this.spent = spent;
    this.reserved = reserved;
    this.needed = needed;
    this.resetsAt = window.endsAt;
  }
}
