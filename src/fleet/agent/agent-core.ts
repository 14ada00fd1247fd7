import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { AqeError } from '../../errors.ts';
import { AgentStatus } from './agent-status.ts';
import type {
  AgentCapability,
  AgentContext,
  AgentId,
  AgentMessage,
  AgentReport,
  EventHandler,
  EventPriority,
  MemoryStore,
  PerformanceMetrics,
  QEEvent,
  QETask,
  TaskAssignment,
} from './agent-types.ts';
import type { BaseAgentConfig } from './base-agent-config.ts';
import type { Untyped } from './untyped.ts';

/** What an agent is before it does anything: its identity, its capabilities, its memory, and its place on the event bus. As in 1.0.4. */
export abstract class AgentCore extends EventEmitter {
  protected readonly agentId: AgentId;
  protected status: AgentStatus = AgentStatus.INITIALIZING;
  protected readonly capabilities: Map<string, AgentCapability>;
  protected readonly context: AgentContext;
  protected readonly memoryStore: MemoryStore;
  protected readonly eventBus: EventEmitter;
  protected readonly eventHandlers: Map<string, EventHandler[]> = new Map();
  protected currentTask?: TaskAssignment | undefined;
  protected performanceMetrics: PerformanceMetrics = {
    tasksCompleted: 0,
    averageExecutionTime: 0,
    errorCount: 0,
    lastActivity: new Date(),
  };
  readonly #listeners = new Map<EventHandler, (event: QEEvent) => void>();

  constructor(config: BaseAgentConfig) {
    super();
    const { type, id = `${type}-${randomUUID()}` } = config;
    this.agentId = { id, type, created: new Date() };
    this.capabilities = new Map(config.capabilities.map((one) => [one.name, one]));
    this.context = config.context;
    this.memoryStore = config.memoryStore;
    this.eventBus = config.eventBus;
  }

  /** What the agent does and has done. */
  getStatus(): AgentReport {
    return {
      agentId: this.agentId,
      status: this.status,
      currentTask: this.currentTask?.id,
      capabilities: [...this.capabilities.keys()],
      performanceMetrics: { ...this.performanceMetrics },
    };
  }

  /** Whether the agent has a capability of this name. */
  hasCapability(name: string): boolean {
    return this.capabilities.has(name);
  }

  /** One capability; undefined when the agent has none of this name. */
  getCapability(name: string): AgentCapability | undefined {
    return this.capabilities.get(name);
  }

  /** All capabilities. */
  getCapabilities(): AgentCapability[] {
    return [...this.capabilities.values()];
  }

  /** Listens on the event bus until the agent is terminated. */
  protected registerEventHandler(handler: EventHandler): void {
    const handlers = this.eventHandlers.get(handler.eventType) ?? [];
    this.eventHandlers.set(handler.eventType, [...handlers, handler]);
    const listener = (event: QEEvent): void => void this.#handle(handler, event);
    this.#listeners.set(handler, listener);
    this.eventBus.on(handler.eventType, listener);
  }

  /** Lets go of the event bus. */
  protected removeEventHandlers(): void {
    for (const [{ eventType }, listener] of this.#listeners) this.eventBus.off(eventType, listener);
    this.#listeners.clear();
    this.eventHandlers.clear();
  }

  /** Puts an event on the bus, in 1.0.4's envelope. */
  protected emitEvent(type: string, data: Untyped, priority: EventPriority = 'medium'): void {
    const event: QEEvent = {
      id: `event-${randomUUID()}`,
      type,
      source: this.agentId,
      data,
      timestamp: new Date(),
      priority,
      scope: 'global',
    };
    this.eventBus.emit(type, event);
  }

  /** Tells all agents; event `agent.message`. */
  protected async broadcastMessage(type: string, payload: Untyped): Promise<void> {
    const message: AgentMessage = {
      id: `msg-${randomUUID()}`,
      type,
      from: this.agentId,
      to: { id: 'broadcast', type: 'all', created: new Date() },
      payload,
      timestamp: new Date(),
      priority: 'medium',
    };
    this.eventBus.emit('agent.message', message);
  }

  /**
   * Keeps something for this agent, as `agent:<id>:<key>`.
   * @param ttl seconds; without it: as long as the memory keeps it
   */
  protected async storeMemory(key: string, value: Untyped, ttl?: number): Promise<void> {
    await this.memoryStore.store(`agent:${this.agentId.id}:${key}`, value, ttl);
  }

  /** What {@link AgentCore.storeMemory} kept; null when there is nothing. */
  protected async retrieveMemory(key: string): Promise<Untyped> {
    return this.memoryStore.retrieve(`agent:${this.agentId.id}:${key}`);
  }

  /**
   * Keeps something that other agents may read, as `shared:<type>:<key>`.
   * @param ttl seconds; without it: as long as the memory keeps it
   */
  protected async storeSharedMemory(key: string, value: Untyped, ttl?: number): Promise<void> {
    await this.memoryStore.store(`shared:${this.agentId.type}:${key}`, value, ttl);
  }

  /** What agents of a type share; null when there is nothing. */
  protected async retrieveSharedMemory(agentType: string, key: string): Promise<Untyped> {
    return this.memoryStore.retrieve(`shared:${agentType}:${key}`);
  }

  /** @throws AqeError USAGE for a task that asks for what this agent cannot do */
  protected requireCapabilities({ id, requirements }: QETask): void {
    const missing = (requirements?.capabilities ?? []).filter((name) => !this.hasCapability(name));
    if (missing.length === 0) return;
    const can = [...this.capabilities.keys()].join(', ');
    throw new AqeError(
      'USAGE',
      `task ${id} needs what the agent cannot do: ${missing.join(', ')}`,
      {
        hint: `Agent ${this.agentId.id} can: ${can === '' ? 'nothing in particular' : can}.`,
      },
    );
  }

  /** An event that a handler fails on must not end the process. */
  async #handle({ handler, eventType }: EventHandler, event: QEEvent): Promise<void> {
    try {
      await handler(event);
    } catch (error) {
      this.emitEvent('agent.error', { agentId: this.agentId, eventType, error });
    }
  }
}
