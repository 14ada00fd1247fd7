import { dirname, resolve } from 'node:path';
import { exactDollars } from '../core/cost/dollars.ts';
import type { BudgetAlert } from '../core/cost/budget-store.ts';
import {
  type FeatureFlags,
  type FeatureSettings,
  type FeatureSubject,
  featuresOf,
} from '../core/flags/feature-flags.ts';
import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import type { BudgetCondition } from '../core/routing/routed-model.ts';
import type { Logger } from '../fleet/agent/logger.ts';
import { Once } from '../fleet/desk/once.ts';
import type { DeskParts } from '../fleet/desk/desk-parts.ts';
import { TaskDesk } from '../fleet/desk/task-desk.ts';
import { readLearned } from '../fleet/escalation/open-policy.ts';
import { type Money, openMoney } from '../fleet/money/open-money.ts';
import { isSimulated, SIMULATED_NOTICE } from '../fleet/provider-request.ts';
import type { MemoryStore } from '../fleet/agent/agent-types.ts';
import { databaseFiles, storeTarget } from '../config/settings/store-target.ts';
import { MemoryRecords, type RecordPlace } from './memory-records.ts';
import { CostTracker } from './cost-tracker.ts';
import type { FleetConfig } from './fleet-config.ts';
import type { FleetDependencies } from './fleet-dependencies.ts';
import type { followFeatures, LiveFeatures } from './live-features.ts';
import { type Machine, thisMachine } from './machine.ts';
import { ModelRouter } from './model-router.ts';
import { type ReadConfig, readConfig } from './read-config.ts';
import { stderrLogger } from './stderr-logger.ts';

/** What a fleet tells whoever opened it, and asks of it. */
export interface FleetHost {
  readonly onAlert: (type: string, data: object) => void;
  /** Ends everything that a task does. */
  readonly signalOf: (taskId: string) => AbortSignal;
  readonly admissionOf: DeskParts['admissionOf'];
  readonly onEvent: DeskParts['onEvent'];
  /** The features are other ones. */
  readonly onFeatures: () => void;
}

/** A fleet that has read its configuration. Databases and providers are opened at their first use. */
export interface OpenFleet {
  readonly config: ReadConfig;
  /** Where modules of the configuration lie. */
  readonly folder: string;
  readonly logger: Logger;
  readonly router: ModelRouter;
  readonly costs: CostTracker;
  readonly desk: TaskDesk;
  /** What is on for somebody. */
  features(subject?: FeatureSubject): FeatureFlags;
  close(): Promise<void>;
}

/**
 * Reads the configuration and puts the parts of a fleet together.
 * @throws AqeError FILE_…, DATA_INVALID, CONFIG_…, ENV_INVALID, PROVIDER_UNAUTHORIZED
 */
export async function openFleet(
  given: FleetConfig | string | undefined,
  dependencies: FleetDependencies,
  host: FleetHost,
): Promise<OpenFleet> {
  const machine = thisMachine(dependencies.machine);
  const { logger = stderrLogger, environment = machine.env['NODE_ENV'] } = dependencies;
  const config = await readAll(given, machine);
  const { settings } = config;
  const simulated = isSimulated(dependencies.provider, settings);
  const moneys = moneysOf(machine, { settings, simulated, host });
  const shared = { machine, settings: async () => settings };
  const costs = new CostTracker({}, { ...shared, simulated: async () => simulated });
  const budgetFor = async (taskId: string): Promise<BudgetCondition | undefined> =>
    (await moneys.money(settings.costs.enabled)).conditionFor(taskId);
  const router = new ModelRouter({}, { ...shared, costs, budgetFor });
  const records = recordsOf(machine, { settings, logger, given: dependencies.memoryStore });
  const live = await featureSource(
    { machine, config, logger, onChange: host.onFeatures },
    dependencies,
  );
  const desk = new TaskDesk({
    settings,
    features: live.current,
    records,
    router,
    money: moneys.money,
    clock: machine.clock,
    logger,
    simulated,
    environment,
    ...waysOut(machine, { settings, simulated, logger }),
    ...host,
  });
  return {
    config,
    folder: dirname(resolve(machine.cwd, config.path ?? 'configuration')),
    logger,
    router,
    costs,
    desk,
    features: (subject = {}) => featuresOf(live.current(), { environment, ...subject }),
    close: async () => {
      await live.close();
      await desk.close();
      await records.close();
      await moneys.close();
    },
  };
}

/** The configuration. What was learned before is looked at, too: a file that every task would fail by is told of before there is one. */
async function readAll(
  given: FleetConfig | string | undefined,
  machine: Machine,
): Promise<ReadConfig> {
  const config = await readConfig(given, machine);
  const { enabled, learned } = config.settings.routing.escalation;
  if (enabled && learned !== undefined) await readLearned(await machine.files(), learned);
  return config;
}

/** What is opened at its first use. */
function waysOut(
  { ports, files, cwd }: Machine,
  { settings, simulated, logger }: Omit<RecordOwner, 'given'> & { readonly simulated: boolean },
): Pick<DeskParts, 'provider' | 'scheduler' | 'files' | 'workbench'> {
  return {
    provider: async (request) => {
      if (simulated) logger.warn(SIMULATED_NOTICE);
      return ports.provider(request);
    },
    scheduler: async () => ports.scheduler(),
    files,
    workbench: async () => ports.workbench(cwd, databaseFiles(settings.database)),
  };
}

async function featureSource(
  following: Parameters<typeof followFeatures>[0],
  { features = 'configured' }: FleetDependencies,
): Promise<LiveFeatures> {
  if (features === 'live') {
    const { followFeatures: follow } = await import('./live-features.ts');
    return follow(following);
  }
  const configured = following.config.settings.features;
  const current = features === 'configured' ? (): FeatureSettings => configured : features;
  return { current, close: async () => undefined };
}

interface RecordOwner {
  readonly settings: FleetSettings;
  readonly logger: Logger;
  readonly given: MemoryStore | undefined;
}

/** Records go to a memory that the fleet was given, else to its database: a memory that lasts as long as the process would fill up. */
function recordsOf(
  { ports, cwd, clock }: Machine,
  { settings, logger, given }: RecordOwner,
): MemoryRecords {
  const open = async (): Promise<RecordPlace> => {
    if (given !== undefined) return { kind: 'given', memory: given };
    const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
    return { kind: 'database', memory: store.memory, close: async () => store.close() };
  };
  return new MemoryRecords({ clock, logger, open });
}

interface MoneyOwner {
  readonly settings: FleetSettings;
  readonly simulated: boolean;
  readonly host: FleetHost;
}

/** The money that is kept, and the money that is only counted: tasks without a feature of 1.0.5 write nothing. */
function moneysOf(
  machine: Machine,
  { settings, simulated, host }: MoneyOwner,
): { readonly money: (tracked: boolean) => Promise<Money>; close(): Promise<void> } {
  const moneys = new Once<boolean, Money>();
  const onAlert = (alert: BudgetAlert): void => {
    host.onAlert(...alertEvent(alert));
  };
  return {
    money: async (tracked) =>
      moneys.get(tracked, async () =>
        openMoney(machine, { settings, tracked, simulated, onAlert }),
      ),
    close: async () => moneys.close(async (one) => one.close()),
  };
}

/** The documents' event of a threshold that a budget reached. Amounts in US dollars, and exactly as text. */
function alertEvent(alert: BudgetAlert): readonly [type: string, data: object] {
  const { window, percent, spent, reserved } = alert;
  const type = percent >= 100 ? 'cost.budget.exceeded' : 'cost.budget.warning';
  const limit = window.limit ?? 0;
  const data = {
    budgetType: window.kind,
    percent,
    limit: limit / 1e9,
    current: (spent + reserved) / 1e9,
    exact: { limit: exactDollars(limit), current: exactDollars(spent + reserved) },
  };
  return [type, data];
}
