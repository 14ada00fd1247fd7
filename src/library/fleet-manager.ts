import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { FeatureFlags, FeatureSubject } from '../core/flags/feature-flags.ts';
import { AqeError } from '../errors.ts';
import { AgentPool } from '../fleet/agent-pool.ts';
import { type AgentClass, agentClassIn, AgentRegistry } from '../fleet/agent-registry.ts';
import { AgentStatus } from '../fleet/agent/agent-status.ts';
import type { MemoryStore, QETask } from '../fleet/agent/agent-types.ts';
import type { BaseAgent } from '../fleet/agent/base-agent.ts';
import type { ModelStats } from '../fleet/agent/model-routing.ts';
import type { Untyped } from '../fleet/agent/untyped.ts';
import type { CostsReport } from '../report/costs/costs-report.ts';
import type { FleetConfig } from './fleet-config.ts';
import type { FleetDependencies } from './fleet-dependencies.ts';
import type { ModelRouter } from './model-router.ts';
import { atMost, rejectedBy } from './rejected-by.ts';
import type { FleetStatus, SubmitOptions } from './fleet-status.ts';
import { type OpenFleet, openFleet } from './open-fleet.ts';
import { SwarmMemoryManager } from './swarm-memory-manager.ts';

/** How long an agent may take to stop. */
const LAST_WORDS_MS = 1000;
/** Seconds. */
const MEMORY_TTL = 3600;

/**
 * A fleet of agents in this process: pools, tasks, and what 1.0.5 gives to both. It is an event emitter, and the event bus of its agents unless it is given another one.
 */
export class FleetManager extends EventEmitter {
  readonly #config: FleetConfig | string | undefined;
  readonly #dependencies: FleetDependencies;
  readonly #registry = new AgentRegistry();
  readonly #stopped = new AbortController();
  readonly #tasks = new Map<
    string,
    { readonly end: AbortSignal; readonly options: SubmitOptions }
  >();
  readonly #memory: MemoryStore;
  readonly #counts = { completed: 0, failed: 0 };
  #pool: AgentPool | undefined;
  #fleet: OpenFleet | undefined;
  #status: FleetStatus['status'] = 'new';
  #startedAt = 0;
  #endHeartbeat: () => void = () => undefined;

  /** @param config an object as the file has it, or the path of a file; without one, the file that the command line takes */
  constructor(config?: FleetConfig | string, dependencies: FleetDependencies = {}) {
    super();
    // Every agent listens to some events of the bus.
    this.setMaxListeners(0);
    this.#config = config;
    this.#dependencies = dependencies;
    this.#memory =
      dependencies.memoryStore ?? new SwarmMemoryManager(':memory:', { ttl: MEMORY_TTL });
  }

  /**
   * Reads the configuration and starts its agents.
   * @throws AqeError FILE_…, DATA_INVALID, CONFIG_…, ENV_INVALID, AGENT_INVALID; USAGE for an agent type that nobody knows
   */
  async initialize(): Promise<void> {
    if (this.#status !== 'new') return;
    const fleet = await openFleet(this.#config, this.#dependencies, {
      onAlert: (type, data) => {
        this.#bus.emit(type, { type, data, timestamp: new Date() });
      },
      signalOf: (taskId) => this.#tasks.get(taskId)?.end ?? this.#stopped.signal,
      admissionOf: (taskId) => this.#tasks.get(taskId)?.options.admission,
      onEvent: (taskId, event) => this.#tasks.get(taskId)?.options.onEvent?.(event),
      onFeatures: () => {
        this.refreshFeatures();
      },
    });
    const { pools, maxAgents } = fleet.config.pools;
    this.#fleet = fleet;
    const settingsOf = (type: string): Record<string, Untyped> =>
      pools.find((one) => one.type === type)?.settings ?? {};
    this.#pool = new AgentPool({
      maxAgents,
      spawn: async (type) => this.#make(type, settingsOf(type)),
    });
    this.#status = 'running';
    this.#startedAt = performance.now();
    await this.#loadModules(fleet);
    for (const { type, count, settings } of pools) {
      for (let made = 0; made < count && this.#pool.agents.length < maxAgents; made += 1) {
        // oxlint-disable-next-line no-await-in-loop -- in the order of the configuration
        await this.spawnAgent(type, settings);
      }
    }
    await this.#beat();
  }

  /** Says that the fleet works; event `fleet:started`. */
  async start(): Promise<void> {
    await this.initialize();
    this.emit('fleet:started', this.getStatus());
  }

  /** Adds an agent type of your own. @throws AqeError AGENT_INVALID for what is no class of agents */
  registerAgent(type: string, agent: AgentClass): void {
    this.#registry.register(type, agent);
  }

  /**
   * Makes an agent and gets it ready.
   * @param config what its constructor gets beside what every agent gets
   * @throws AqeError USAGE for an unknown type, and when there are `fleet.maxAgents` already
   */
  async spawnAgent(type: string, config: Record<string, Untyped> = {}): Promise<BaseAgent> {
    const { pool } = this.#running();
    return pool.spawn(type, async () => this.#make(type, config));
  }

  /** Ends an agent. @throws AqeError USAGE when there is none of this id */
  async removeAgent(agentId: string): Promise<void> {
    const agent = this.#running().pool.remove(agentId);
    if (agent === undefined) throw new AqeError('USAGE', `there is no agent ${agentId}`);
    await agent.terminate();
    this.emit('agent:removed', { agentId });
  }

  /** An agent by its id. */
  getAgent(agentId: string): BaseAgent | undefined {
    return this.#pool?.find(agentId);
  }

  /** All agents. */
  getAllAgents(): readonly BaseAgent[] {
    return this.#pool?.agents ?? [];
  }

  /**
   * Has a task worked on by an agent of its type, as soon as one is free: an idle one, or a new one where there may be more.
   * @returns the agent's result
   * @throws AqeError USAGE for a task that no agent takes, TASK_TIMEOUT, INTERRUPTED, and what the agent throws
   */
  async submitTask(task: QETask, options: SubmitOptions = {}): Promise<Untyped> {
    const { pool } = this.#running();
    const type = this.typeFor(task);
    const given = { ...task, id: task.id ?? randomUUID() };
    this.emit('task:submitted', { taskId: given.id, agentType: type });
    return pool.withAgent(type, async (agent) => this.#carryOut(agent, given, options));
  }

  /** The agent types that there are, sorted. */
  get agentTypes(): readonly string[] {
    return this.#registry.types;
  }

  /** The router; undefined where `features.multiModelRouter` is off. */
  getModelRouter(): ModelRouter | undefined {
    return this.isFeatureEnabled('multiModelRouter') ? this.#fleet?.router : undefined;
  }

  /** Whether a feature is on, in general or for somebody. */
  isFeatureEnabled(feature: keyof FeatureFlags, subject?: FeatureSubject): boolean {
    return this.#fleet?.features(subject)[feature] ?? false;
  }

  /** Tells the agents how the features stand now; event `fleet:features`. Tasks under way keep what they began with. */
  refreshFeatures(): void {
    const fleet = this.#fleet;
    if (fleet === undefined) return;
    for (const agent of this.getAllAgents()) {
      agent.connect(fleet.desk.servicesFor(agent.getStatus().agentId.type));
    }
    this.emit('fleet:features', fleet.features());
  }

  /** How often each model was chosen. */
  getRoutingStats(): Readonly<Record<string, ModelStats>> {
    return this.#fleet?.router.getModelStats() ?? {};
  }

  /** What the fleet spent. @param period as for `aqe costs --period`. @throws AqeError USAGE, STORE_UNAVAILABLE */
  async getCostSummary(period = '7d'): Promise<CostsReport> {
    return this.#running().fleet.costs.getCosts(period);
  }

  /** How the fleet stands. */
  getStatus(): FleetStatus {
    const { completed, failed } = this.#counts;
    return {
      id: this.#fleet?.config.settings.fleetId ?? '',
      status: this.#status,
      totalAgents: this.getAllAgents().length,
      activeAgents: this.#pool?.busy ?? 0,
      runningTasks: this.#tasks.size,
      completedTasks: completed,
      failedTasks: failed,
      uptime: this.#startedAt === 0 ? 0 : performance.now() - this.#startedAt,
    };
  }

  /** Ends the fleet: calls to models are stopped and booked, agents terminated, databases closed. */
  async stop(): Promise<void> {
    if (this.#status !== 'running') return;
    this.#status = 'stopping';
    this.#endHeartbeat();
    this.#stopped.abort();
    await Promise.all(this.getAllAgents().map(async (agent) => agent.terminate()));
    await this.#fleet?.close();
    this.#status = 'stopped';
    this.emit('fleet:stopped', this.getStatus());
  }

  get #bus(): EventEmitter {
    return this.#dependencies.eventBus ?? this;
  }

  #running(): { readonly fleet: OpenFleet; readonly pool: AgentPool } {
    if (this.#status === 'running' && this.#fleet !== undefined && this.#pool !== undefined) {
      return { fleet: this.#fleet, pool: this.#pool };
    }
    throw new AqeError('USAGE', `the fleet is ${this.#status}, not running`, {
      hint: 'Call initialize() first, and stop() last.',
    });
  }

  async #make(type: string, config: Record<string, Untyped>): Promise<BaseAgent> {
    const { fleet } = this.#running();
    const startedAt = performance.now();
    const id = randomUUID();
    const agent = this.#registry.create(type, {
      capabilities: [],
      ...config,
      id,
      type,
      context: { id, type, status: AgentStatus.INITIALIZING },
      memoryStore: this.#memory,
      eventBus: this.#bus,
    });
    agent.connect(fleet.desk.servicesFor(type));
    await agent.initialize();
    this.emit('agent:spawned', { agentId: id, type, ms: performance.now() - startedAt });
    return agent;
  }

  async #loadModules({ config, folder }: OpenFleet): Promise<void> {
    for (const { type, module } of config.pools.pools) {
      if (module === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- few, and the first one that fails decides
      const { loadModule } = await import('../adapters/load-module.ts');
      // oxlint-disable-next-line no-await-in-loop
      const exports = await loadModule({ module, folder });
      this.#registry.register(type, agentClassIn(exports, type, module));
    }
  }

  /** The agent type that a task names, or that its type is; else one that can do what the type says. */
  typeFor({ type, agentType }: Pick<QETask, 'type' | 'agentType'>): string {
    if (agentType !== undefined) return agentType;
    if (this.#registry.has(type)) return type;
    return this.#pool?.typeWith(type) ?? type;
  }

  async #carryOut(agent: BaseAgent, task: QETask, options: SubmitOptions): Promise<Untyped> {
    const { signal } = options;
    const { taskTimeoutMs } = this.#running().fleet.config.settings;
    const timeout = AbortSignal.timeout(taskTimeoutMs);
    const ends = [timeout, this.#stopped.signal, ...(signal === undefined ? [] : [signal])];
    const end = AbortSignal.any(ends);
    this.#tasks.set(task.id, { end, options });
    this.emit('task:started', { taskId: task.id });
    const working = agent.executeTask(task);
    try {
      const result: Untyped = await Promise.race([working, rejectedBy(end, timeout)]);
      this.#counts.completed += 1;
      this.emit('task:completed', { taskId: task.id, result });
      return result;
    } catch (error) {
      this.#counts.failed += 1;
      this.emit('task:failed', { taskId: task.id, error });
      throw error;
    } finally {
      // An agent that was stopped has yet to book its call, and should not get another task before.
      if (end.aborted) await atMost(working, LAST_WORDS_MS);
      this.#tasks.delete(task.id);
    }
  }

  /** Tells that the fleet is alive, and forgets what has expired. */
  async #beat(): Promise<void> {
    const { fleet } = this.#running();
    if (this.#memory instanceof SwarmMemoryManager) await this.#memory.cleanExpired();
    this.emit('fleet:heartbeat', this.getStatus());
    const timer = setTimeout(() => void this.#beat(), fleet.config.pools.heartbeatMs);
    timer.unref();
    this.#endHeartbeat = () => {
      clearTimeout(timer);
    };
  }
}
