import { AsyncLocalStorage } from 'node:async_hooks';
import type { FeatureFlags } from '../../core/flags/feature-flags.ts';
import type { ModelSelection } from '../../core/routing/model-selection.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { AnswerCallbacks } from '../../core/streaming/answer-callbacks.ts';
import { AqeError } from '../../errors.ts';
import { AgentCore } from './agent-core.ts';
import type { AgentServices, TaskTicket } from './agent-services.ts';
import { AgentStatus } from './agent-status.ts';
import type {
  PostTaskData,
  PreTaskData,
  QEEvent,
  QETask,
  TaskAssignment,
  TaskErrorData,
} from './agent-types.ts';
import { answerFrom } from './answer-from.ts';
import { asAssignment } from './as-assignment.ts';
import type { BaseAgentConfig } from './base-agent-config.ts';
import { hookOf } from './hook-of.ts';
import { type Logger, silentLogger } from './logger.ts';
import { asQuestion, type ModelAnswer, type ModelQuestion } from './model-question.ts';
import type { ModelRouting } from './model-routing.ts';
import { countTask } from './count-task.ts';
import { beginsWithImpl } from './task-method.ts';
import type { Untyped } from './untyped.ts';

/** The work that an asynchronous context is part of: an agent may have another one do a part of it. */
interface WorkUnderWay {
  readonly agent: BaseAgent;
  readonly ticket: TaskTicket;
  readonly outer: WorkUnderWay | undefined;
}

/** One for all agents: each further storage costs every promise of the process something. */
const underWay = new AsyncLocalStorage<WorkUnderWay>();

/**
 * The base of all agents. It has the public and protected members of 1.0.4, and a `performTask` of its own: that selects a model where the router is on,
 * and calls {@link BaseAgent.performTaskImpl}, which an agent implements.
 */
export abstract class BaseAgent extends AgentCore {
  /** The router; undefined where it is off, as on 1.0.4. */
  protected modelRouter: ModelRouting | undefined;
  /** Whether answers of models are asked for piece by piece. */
  protected streamingEnabled = false;
  /** What is on for this type of agent. */
  protected features: FeatureFlags = { multiModelRouter: false, streaming: false };
  /** Writes where the fleet writes; nowhere without one. */
  protected logger: Logger = silentLogger;
  #services: AgentServices | undefined;

  constructor(config: BaseAgentConfig) {
    super(config);
    this.on('error', (error: unknown) => {
      this.#fail(error);
    });
    this.registerEventHandler({
      eventType: 'fleet.shutdown',
      handler: async () => this.terminate(),
    });
    this.registerEventHandler({
      eventType: 'agent.ping',
      handler: ({ target }: QEEvent) => {
        if (target?.id === this.agentId.id) this.emitEvent('agent.pong', { agentId: this.agentId });
      },
    });
  }

  /** Gives the agent what its fleet has. The fleet calls this before {@link BaseAgent.initialize}; a test may, too. */
  connect(services: AgentServices): void {
    this.#services = services;
    this.modelRouter = services.modelRouter;
    this.streamingEnabled = services.streamingEnabled;
    this.features = services.features;
    // Agents of 1.0.4 brought a logger of their own.
    if (this.logger === silentLogger) this.logger = services.logger;
  }

  /** Loads knowledge and state, and gets ready for tasks. */
  async initialize(): Promise<void> {
    try {
      this.status = AgentStatus.INITIALIZING;
      await this.#hook('pre-initialization');
      await this.loadKnowledge();
      await this.#restoreState();
      await this.initializeComponents();
      await this.#hook('post-initialization');
      this.status = AgentStatus.ACTIVE;
      this.emitEvent('agent.initialized', { agentId: this.agentId });
      await this.#reportStatus();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** The same as {@link BaseAgent.initialize}. */
  async start(): Promise<void> {
    await this.initialize();
  }

  /**
   * Works on a task and answers its result.
   * @param given an assignment, or just the task
   */
  async executeTask(given: TaskAssignment | QETask): Promise<Untyped> {
    const startedAt = performance.now();
    const assignment = asAssignment(given, this.agentId.id);
    try {
      const result: Untyped = await this.#carryOut(assignment);
      this.performanceMetrics = countTask(this.performanceMetrics, startedAt, 'completed');
      const kept = { result, timestamp: new Date(), agentId: this.agentId.id };
      await this.storeMemory(`task:${assignment.id}:result`, kept);
      this.currentTask = undefined;
      this.status = AgentStatus.IDLE;
      return result;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.performanceMetrics = countTask(this.performanceMetrics, startedAt, 'failed');
      this.currentTask = undefined;
      this.status = AgentStatus.ERROR;
      await this.onTaskError({ assignment, error });
      await this.#hook('task-error', { assignment, error });
      throw thrown;
    }
  }

  /** Works on a task; whoever wants its result calls {@link BaseAgent.executeTask}. */
  async assignTask(task: QETask): Promise<void> {
    await this.executeTask(task);
  }

  /** Saves the state, cleans up and lets go of the event bus. */
  async terminate(): Promise<void> {
    try {
      this.status = AgentStatus.TERMINATING;
      await this.#hook('pre-termination');
      await this.#saveState();
      await this.cleanup();
      this.removeEventHandlers();
      await this.#hook('post-termination');
      this.status = AgentStatus.TERMINATED;
      this.emitEvent('agent.terminated', { agentId: this.agentId });
      this.removeAllListeners();
    } catch (error) {
      this.status = AgentStatus.ERROR;
      throw error;
    }
  }

  /** Makes what the agent works with. */
  protected abstract initializeComponents(): Promise<void>;

  /** Loads what the agent knows from before. */
  protected abstract loadKnowledge(): Promise<void>;

  /** Frees what the agent holds. */
  protected abstract cleanup(): Promise<void>;

  /**
   * Does the work of a task.
   * @param selection the model that the router chose; undefined where no router runs, as on 1.0.4
   */
  protected abstract performTaskImpl(task: QETask, selection?: ModelSelection): Promise<Untyped>;

  /**
   * Selects a model for the task where the router is on (event `model.selected`), and calls {@link BaseAgent.performTaskImpl}. A migrated agent comes here by
   * its wrapper.
   */
  protected async performTask(task: QETask): Promise<Untyped> {
    const ticket = await this.#services?.admit({
      task,
      agent: this.agentId,
      emit: (type, data) => {
        this.emitEvent(type, data);
      },
    });
    if (ticket === undefined) return this.performTaskImpl(task);
    const { selection } = ticket;
    if (selection !== undefined) this.emitEvent('model.selected', { taskId: task.id, selection });
    const work = { agent: this, ticket, outer: underWay.getStore() };
    return underWay.run(work, async () => this.performTaskImpl(task, selection));
  }

  /**
   * Asks the model of the task under way: piece by piece where streaming is on, with the budget and the retries of the fleet.
   * @param callbacks are told how it goes
   * @throws AqeError BUDGET_EXCEEDED, PRICE_UNKNOWN, PROVIDER_…, STORE_UNAVAILABLE; USAGE outside of a task of a fleet
   */
  protected async askModel(
    question: string | ModelQuestion,
    callbacks: AnswerCallbacks = {},
  ): Promise<ModelAnswer> {
    const asked = asQuestion(question);
    return answerFrom(this.#ticket().ask(asked), callbacks, asked);
  }

  /**
   * The same as events: exactly one of `done` and `failed` comes, and last. Where another model takes over, there is a second `start`.
   * @throws AqeError USAGE outside of a task of a fleet
   */
  protected streamModel(question: string | ModelQuestion): AsyncIterable<StreamEvent> {
    return this.#ticket().ask(asQuestion(question));
  }

  /** Called before each task; what it throws fails the task. */
  // oxlint-disable-next-line no-empty-function -- agents override it
  protected async onPreTask(_data: PreTaskData): Promise<void> {}

  /** Called after each task that succeeded; what it throws fails the task. */
  // oxlint-disable-next-line no-empty-function
  protected async onPostTask(_data: PostTaskData): Promise<void> {}

  /** Called after each task that failed. */
  // oxlint-disable-next-line no-empty-function
  protected async onTaskError(_data: TaskErrorData): Promise<void> {}

  async #carryOut(assignment: TaskAssignment): Promise<Untyped> {
    const { task } = assignment;
    this.requireCapabilities(task);
    this.currentTask = assignment;
    this.status = AgentStatus.ACTIVE;
    await this.onPreTask({ assignment });
    await this.#hook('pre-task', { assignment });
    await this.broadcastMessage('task-start', assignment);
    const result: Untyped = beginsWithImpl(this, BaseAgent.prototype)
      ? await BaseAgent.prototype.performTask.call(this, task)
      : await this.performTask(task);
    await this.onPostTask({ assignment, result });
    await this.#hook('post-task', { assignment, result });
    return result;
  }

  #ticket(): TaskTicket {
    for (let work = underWay.getStore(); work !== undefined; work = work.outer) {
      if (work.agent === this) return work.ticket;
    }
    throw new AqeError('USAGE', `agent ${this.agentId.id} has no task to ask a model for`, {
      hint: 'Ask from performTaskImpl, in an agent that FleetManager.spawnAgent made.',
    });
  }

  #fail(error: unknown): void {
    this.status = AgentStatus.ERROR;
    this.emitEvent('agent.error', { agentId: this.agentId, error });
  }

  /** Calls a hook that an agent may have. As on 1.0.4, a hook that throws is told and changes nothing. */
  async #hook(name: string, data?: unknown): Promise<void> {
    await this.#try(`hook ${name}`, async () => hookOf(this, name)?.(data));
  }

  async #reportStatus(): Promise<void> {
    await this.#try('reporting its status', async () =>
      this.storeSharedMemory('status', {
        agentId: this.agentId.id,
        status: 'initialized',
        timestamp: new Date(),
        metrics: this.performanceMetrics,
      }),
    );
  }

  async #saveState(): Promise<void> {
    const { performanceMetrics } = this;
    await this.#try('saving its state', async () =>
      this.storeMemory('state', { performanceMetrics, timestamp: new Date() }),
    );
  }

  async #restoreState(): Promise<void> {
    await this.#try('restoring its state', async () => {
      const state: Untyped = await this.retrieveMemory('state');
      Object.assign(this.performanceMetrics, state?.performanceMetrics);
    });
  }

  /** Does what the agent can do without. */
  async #try(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`agent ${this.agentId.id}: ${what} failed`, error);
    }
  }
}
