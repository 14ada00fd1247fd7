import { hostname } from 'node:os';
import type { Context } from '../../cli/context.ts';
import type { LiveSettings } from '../../config/live/live-settings.ts';
import type { ServiceSettings } from '../../config/settings/service-settings.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import type { ExecutorOptions, TaskExecutor } from '../../core/tasks/task-executor.ts';
import { isSimulated } from '../../fleet/provider-request.ts';
import { tokenCheck } from '../../server/authorize.ts';
import { type RunningService, runService } from '../../server/run-service.ts';
import type { ServiceLog } from '../../server/service-log.ts';
import { serviceMetrics } from '../../server/service-metrics.ts';
import type { FlagState, ServiceParts } from '../../server/service-parts.ts';
import { version } from '../../version.ts';
import { budgetState } from './budget-state.ts';
import { costsOf } from './costs-of.ts';

/** The options of `aqe serve`. */
export interface ServeOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly provider?: 'anthropic' | 'simulator' | undefined;
  readonly maxQueue: number;
  /** Seconds. */
  readonly drain: number;
  readonly config?: string | undefined;
}

/** What is there before the door opens. */
export interface Opened {
  readonly store: FleetStore;
  readonly log: ServiceLog;
  readonly service: ServiceSettings;
  readonly replica: string;
  readonly address: { readonly host: string; readonly port: number };
}

const BODY_LIMIT = 1_048_576;

/**
 * Makes the agents, and opens the door.
 * @throws AqeError PORT_UNAVAILABLE, STORE_UNAVAILABLE, AGENT_INVALID, USAGE, CONFIG_INVALID
 */
export async function startService(
  context: Context,
  options: ServeOptions,
  opened: Opened & { readonly live: LiveSettings },
): Promise<RunningService> {
  const { store, log, replica, address, live } = opened;
  const { clock, env, ports } = context;
  const { settings } = live.current();
  const simulated = isSimulated(options.provider, settings);
  const flags = (): FlagState => flagState(live);
  const guard = guardOf(opened.service);
  const metrics = serviceMetrics({
    features: () => {
      const { settings: now, generation, problem } = flags();
      return { flags: now.flags, generation, stale: problem !== undefined };
    },
    budget: budgetState({ store, settings, simulated, clock }),
  });
  const features = (): FlagState['settings'] => flags().settings;
  const { onSpawn } = metrics;
  const executor = await executorOf(context, options, { ...opened, features, onSpawn });
  const catalogue = await ports.catalogue();
  const running = await runService({
    version,
    replica,
    address,
    clock,
    log,
    metrics,
    store,
    executor,
    flags,
    guard,
    reload: async () => live.reload(),
    name: `${hostname()}:${process.pid}`,
    environment: env['NODE_ENV'],
    scheduler: await ports.scheduler(),
    queueLimit: options.maxQueue,
    costs: costsOf({ store, settings, catalogue, clock }),
  });
  return withAgents(running, executor);
}

/** The service and its agents as one: they are told of new flags, and end with it. */
function withAgents(running: RunningService, executor: TaskExecutor): RunningService {
  return {
    ...running,
    report: async () => {
      executor.refresh();
      await running.report();
    },
    stop: async (deadlineMs) => {
      const givenBack = await running.stop(deadlineMs);
      await executor.close();
      return givenBack;
    },
  };
}

async function executorOf(
  { clock, env, cwd, ports }: Context,
  { config, provider }: ServeOptions,
  { store, log, features, onSpawn }: Opened & Pick<ExecutorOptions, 'features' | 'onSpawn'>,
): Promise<TaskExecutor> {
  const onWarning = (message: string, error?: unknown): void => {
    log.warn(error === undefined ? {} : { err: error }, message);
  };
  return ports.executor(
    { config, provider, features, onSpawn, onWarning },
    { clock, env, cwd, store },
  );
}

function guardOf({ apiKey, origins, rateLimit }: ServiceSettings): ServiceParts['guard'] {
  const token = apiKey === undefined ? undefined : tokenCheck(apiKey);
  return { token, origins, rateLimit, bodyLimit: BODY_LIMIT };
}

function flagState(live: LiveSettings): FlagState {
  const { settings, sources, generation, problems } = live.current();
  const problem = problems.length === 0 ? undefined : problems.join('; ');
  return { settings: settings.features, sources, generation, problem };
}
