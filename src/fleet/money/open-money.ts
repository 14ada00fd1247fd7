import { randomUUID } from 'node:crypto';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { Meter } from '../../core/cost/billing.ts';
import { budgetMeter } from '../../core/cost/budget-meter.ts';
import { budgetStanding } from '../../core/cost/budget-pressure.ts';
import { type BudgetSettings, budgetSettings } from '../../core/cost/budget-settings.ts';
import type { BudgetAlert, BudgetStore, LedgerReader } from '../../core/cost/budget-store.ts';
import { type BudgetWindows, budgetWindows } from '../../core/cost/budget-windows.ts';
import type { Catalogue } from '../../core/cost/catalogue.ts';
import { dearestPrices } from '../../core/cost/dearest-prices.ts';
import type { StoreOptions, StoreTarget } from '../../core/cost/store-target.ts';
import { unrecordedMeter } from '../../core/cost/unrecorded-meter.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import type { Clock, Scheduler } from '../../core/ports.ts';
import type { BudgetCondition } from '../../core/routing/routed-model.ts';

/** The money of one run, or of a fleet. */
export interface Money {
  readonly meter: Meter;
  /** Whether costs are written to the fleet's database. */
  readonly recorded: boolean;
  /** What became of tasks; undefined where nothing is recorded, or nothing real happens. */
  readonly outcomes: OutcomeLog | undefined;
  /** What the router has to know of the budget for a task; undefined where there is none. */
  conditionFor(taskId: string): Promise<BudgetCondition | undefined>;
  close(): Promise<void>;
}

/** Whose money it is. */
export interface MoneyOptions {
  readonly settings: FleetSettings;
  /** Costs are kept: tracking is on, and so is a feature of 1.0.5. */
  readonly tracked: boolean;
  /** The simulator's money is kept apart. */
  readonly simulated: boolean;
  /** Nano-dollars for a task, whatever the configuration allows. */
  readonly maxCost?: number | undefined;
  /** Is told when a threshold is reached. */
  readonly onAlert: (alert: BudgetAlert) => void;
}

type MoneyStore = BudgetStore & LedgerReader & { readonly outcomes: OutcomeLog };

/** What money needs of the world. */
export interface MoneyPorts {
  readonly clock: Clock;
  /** The folder that relative file names count from. */
  readonly cwd: string;
  readonly ports: {
    catalogue(): Promise<Catalogue>;
    scheduler(): Promise<Scheduler>;
    store(target: StoreTarget, options: StoreOptions): Promise<MoneyStore>;
  };
}

/**
 * Opens the budget, or a meter that only counts where nothing is to be recorded.
 * @throws AqeError STORE_…, CONFIG_INVALID
 */
export async function openMoney(world: MoneyPorts, options: MoneyOptions): Promise<Money> {
  const { settings, tracked, maxCost, simulated, onAlert } = options;
  const { cwd, clock, ports } = world;
  const fallback = dearestPrices(await ports.catalogue());
  if (!tracked) return uncounted(unrecordedMeter(fallback, maxCost));
  const budget = withTaskLimit(budgetSettings(settings.costs), maxCost);
  const windows = budgetWindows(budget, simulated ? 'simulated' : '');
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
  const scheduler = await ports.scheduler();
  const newId = randomUUID;
  return {
    meter: budgetMeter({ store, windows, fallback, clock, scheduler, newId, onAlert }),
    recorded: true,
    outcomes: simulated ? undefined : store.outcomes,
    conditionFor: async (taskId) => {
      const now = clock.now().getTime();
      // What processes held that are gone is spent now; the router should not take it for something that comes back.
      await store.expire(now);
      return conditionOf(store, windows.at(now, taskId), budget);
    },
    close: async () => store.close(),
  };
}

function uncounted(meter: Meter): Money {
  return {
    meter,
    recorded: false,
    outcomes: undefined,
    conditionFor: async () => undefined,
    close: async () => undefined,
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
