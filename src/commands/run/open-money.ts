import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { Meter } from '../../core/cost/billing.ts';
import { budgetMeter } from '../../core/cost/budget-meter.ts';
import { budgetStanding } from '../../core/cost/budget-pressure.ts';
import { type BudgetSettings, budgetSettings } from '../../core/cost/budget-settings.ts';
import type { BudgetAlert, BudgetStore } from '../../core/cost/budget-store.ts';
import { type BudgetWindows, budgetWindows } from '../../core/cost/budget-windows.ts';
import { dearestPrices } from '../../core/cost/dearest-prices.ts';
import { exactDollars } from '../../core/cost/dollars.ts';
import { unrecordedMeter } from '../../core/cost/unrecorded-meter.ts';
import type { BudgetCondition } from '../../core/routing/routed-model.ts';

/** The money of one run. */
export interface Money {
  readonly meter: Meter;
  /** Whether costs are written to the fleet's database. */
  readonly recorded: boolean;
  /** What the router has to know of the budget; undefined where there is none. */
  readonly condition: BudgetCondition | undefined;
  close(): Promise<void>;
}

/** Whose money it is. */
export interface MoneyOptions {
  readonly settings: FleetSettings;
  /** Costs are kept: tracking is on, and so is a feature of 1.0.5. */
  readonly tracked: boolean;
  /** The simulator's money is kept apart. */
  readonly simulated: boolean;
  /** Nano-dollars for the task, as `--max-cost` says. */
  readonly maxCost: number | undefined;
  readonly taskId: string;
}

/**
 * Opens the budget, or a meter that only counts where nothing is to be recorded.
 * @throws AqeError STORE_…, CONFIG_INVALID
 */
export async function openMoney(context: Context, options: MoneyOptions): Promise<Money> {
  const { settings, tracked, maxCost } = options;
  const fallback = dearestPrices(await context.ports.catalogue());
  if (!tracked) {
    const meter = unrecordedMeter(fallback, maxCost);
    return { meter, recorded: false, condition: undefined, close: async () => undefined };
  }
  const budget = withTaskLimit(budgetSettings(settings.costs), maxCost);
  const windows = budgetWindows(budget, options.simulated ? 'simulated' : '');
  const { cwd, clock, ports } = context;
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
  const meter = budgetMeter({
    store,
    windows,
    fallback,
    clock,
    scheduler: await ports.scheduler(),
    newId: randomUUID,
    onAlert: (alert) => {
      context.reporter.warn(alertText(alert));
    },
  });
  const now = clock.now().getTime();
  const within = windows.at(now, options.taskId);
  // What processes held that are gone is spent now; the router should not take it for something that comes back.
  await store.expire(now);
  return {
    meter,
    recorded: true,
    condition: await conditionOf(store, within, budget),
    close: async () => store.close(),
  };
}

function withTaskLimit(budget: BudgetSettings, maxCost: number | undefined): BudgetSettings {
  if (maxCost === undefined) return budget;
  const { limits } = budget;
  return { ...budget, limits: { ...limits, task: Math.min(limits.task ?? maxCost, maxCost) } };
}

async function conditionOf(
  store: BudgetStore,
  windows: ReturnType<BudgetWindows['at']>,
  { degradeAtPercent }: BudgetSettings,
): Promise<BudgetCondition | undefined> {
  const states = await store.windows(windows.map(({ key }) => key));
  const { remaining, pressure } = budgetStanding(windows, states, degradeAtPercent);
  return remaining === undefined ? undefined : { remaining, degrade: pressure !== 'normal' };
}

function alertText({ window, percent, spent, reserved }: BudgetAlert): string {
  const limit = window.limit === undefined ? '' : ` of ${exactDollars(window.limit)}`;
  return `${percent} % of the ${window.kind}'s budget${limit} is reached: ${exactDollars(spent)} spent, ${exactDollars(reserved)} held.`;
}
