import type { FleetStore } from '../core/fleet-store.ts';
import type { ExecutorOptions, TaskExecutor } from '../core/tasks/task-executor.ts';
import { silentLogger } from '../fleet/agent/logger.ts';
import { FleetManager } from './fleet-manager.ts';
import { type Machine, thisMachine } from './machine.ts';
import { readConfig } from './read-config.ts';

/** What an executor works with. */
interface ExecutorWorld {
  readonly machine: Partial<Machine>;
  /** The fleet's database, which stays open when the executor is closed. */
  readonly store: FleetStore;
}

/**
 * A fleet as what carries out the tasks of a service: its agents are made now.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID, AGENT_INVALID, USAGE for an agent type that nobody knows
 */
export async function fleetExecutor(
  { config, provider, features, onSpawn, onWarning }: ExecutorOptions,
  world: ExecutorWorld,
): Promise<TaskExecutor> {
  const machine = thisMachine(world.machine);
  const { pools } = await readConfig(config, machine);
  const store = { ...world.store, close: async () => undefined };
  const logger = { ...silentLogger, warn: onWarning, error: onWarning };
  const fleet = new FleetManager(config, {
    logger,
    features,
    machine: { ...machine, ports: { ...machine.ports, store: async () => store } },
    ...(provider === undefined ? {} : { provider }),
  });
  for (const type of ['cost.budget.warning', 'cost.budget.exceeded']) {
    fleet.on(type, ({ data }: { data: BudgetEvent }) => {
      if (data.percent !== undefined) onWarning(budgetText(data));
    });
  }
  fleet.on('agent:spawned', ({ type, ms }: { type: string; ms: number }) => {
    onSpawn(type, ms);
  });
  await fleet.initialize();
  return {
    agentTypes: fleet.agentTypes,
    slots: pools.maxAgents,
    typeFor: (type) => fleet.typeFor({ type }),
    run: async ({ id, agentType, type, description, payload, admission }, control) => {
      const task = { id, agentType, type, payload };
      const asked = description === undefined ? task : { ...task, description };
      return fleet.submitTask(asked, { ...control, admission });
    },
    refresh: () => {
      fleet.refreshFeatures();
    },
    close: async () => fleet.stop(),
  };
}

/** What such an event tells of a window; of a task that found no room it tells nothing of these. */
interface BudgetEvent {
  readonly budgetType: string;
  readonly percent?: number;
  readonly exact: { readonly limit: string; readonly current: string };
}

function budgetText({ budgetType, percent, exact }: BudgetEvent): string {
  return `${percent} % of the ${budgetType}'s budget of ${exact.limit} is reached: ${exact.current} spent or held`;
}
