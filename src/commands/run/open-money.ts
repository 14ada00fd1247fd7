import type { Context } from '../../cli/context.ts';
import type { BudgetAlert } from '../../core/cost/budget-store.ts';
import { exactDollars } from '../../core/cost/dollars.ts';
import type { BudgetCondition } from '../../core/routing/routed-model.ts';
import {
  type Money as FleetMoney,
  type MoneyOptions as FleetMoneyOptions,
  openMoney as open,
} from '../../fleet/money/open-money.ts';

/** The money of one run, and how it stands. */
export interface Money extends FleetMoney {
  /** What the router has to know of the budget; undefined where there is none. */
  readonly condition: BudgetCondition | undefined;
}

/** Whose money it is. */
export interface MoneyOptions extends Omit<FleetMoneyOptions, 'onAlert'> {
  readonly taskId: string;
}

/**
 * Opens the money of one task, and warns of what its budget reaches.
 * @throws AqeError STORE_…, CONFIG_INVALID
 */
export async function openMoney(context: Context, options: MoneyOptions): Promise<Money> {
  const onAlert = (alert: BudgetAlert): void => {
    context.reporter.warn(alertText(alert));
  };
  const money = await open(context, { ...options, onAlert });
  try {
    return { ...money, condition: await money.conditionFor(options.taskId) };
  } catch (error) {
    await money.close();
    throw error;
  }
}

function alertText({ window, percent, spent, reserved }: BudgetAlert): string {
  const limit = window.limit === undefined ? '' : ` of ${exactDollars(window.limit)}`;
  return `${percent} % of the ${window.kind}'s budget${limit} is reached: ${exactDollars(spent)} spent, ${exactDollars(reserved)} held.`;
}
