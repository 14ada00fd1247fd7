import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import type { OpenProvider, ProviderRequest } from '../../core/open-provider.ts';
import {
  type FeatureFlags,
  type FeatureSettings,
  featuresOf,
} from '../../core/flags/feature-flags.ts';
import type { Clock, Scheduler } from '../../core/ports.ts';
import { seededRandom } from '../../core/random.ts';
import { CircuitBreaker } from '../../core/streaming/circuit-breaker.ts';
import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import { toModelSelection } from '../../core/routing/to-model-selection.ts';
import { askModel } from '../../core/streaming/ask-model.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { Admission } from '../../core/tasks/task-queue.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import type { AgentServices, TaskEntry, TaskTicket } from '../agent/agent-services.ts';
import type { Logger } from '../agent/logger.ts';
import { ANSWER_TOKENS, type ModelQuestion } from '../agent/model-question.ts';
import { chooseModel } from '../choose-model.ts';
import type { Money } from '../money/open-money.ts';
import type { ModelChoice } from '../plan-task.ts';
import { providerRequest } from '../provider-request.ts';
import type { RecordKeeper } from '../records/record-keeper.ts';
import { recorded, recordSelection, type RecordSubject } from '../records/recorded.ts';
import { variantOf } from '../variant-of.ts';
import type { FleetTask } from '../task.ts';
import { judgeTask } from '../judge-task.ts';
import { announced } from './announce.ts';
import { asFleetTask } from './as-fleet-task.ts';
import { askInTurn } from './ask-in-turn.ts';
import { knownOpinions } from './known-opinions.ts';
import { Once } from './once.ts';
import type { TaskRouter } from './task-router.ts';

/** What a desk works with. */
export interface DeskParts {
  readonly settings: FleetSettings;
  /** How the features stand now. */
  readonly features: () => FeatureSettings;
  readonly router: TaskRouter;
  /** The money, kept or only counted. */
  readonly money: (tracked: boolean) => Promise<Money>;
  readonly provider: (request: ProviderRequest) => Promise<OpenProvider>;
  readonly scheduler: () => Promise<Scheduler>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether nobody real answers. */
  readonly simulated: boolean;
  /** The environment whose overrides count: `production`. */
  readonly environment: string | undefined;
  /** Ends everything that a task does. */
  readonly signalOf: (taskId: string) => AbortSignal;
  /** What was decided for a task before it came here; undefined where nothing was. */
  readonly admissionOf: (taskId: string) => TaskAdmission | undefined;
  /** Of what tasks do with a feature of 1.0.5; those without one leave none. */
  readonly records: RecordKeeper;
  /** Is told how each call goes. */
  readonly onEvent: (taskId: string, event: StreamEvent) => void;
}

/** What is fixed for a task when it is admitted. */
export type TaskAdmission = Pick<Admission, 'features' | 'variant'>;

/** A task that was admitted. */
interface Admitted {
  readonly entry: TaskEntry;
  readonly task: FleetTask;
  readonly features: FeatureFlags;
  readonly variant: string;
  readonly streamed: boolean;
}

/** Where agents get their models: it fixes the features of each task, chooses its model, and asks it with the fleet's money. */
export class TaskDesk {
  readonly #parts: DeskParts;
  readonly #providers = new Once<string, OpenProvider>();
  readonly #circuits: CircuitBreaker;
  readonly #opinions = knownOpinions();

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#circuits = new CircuitBreaker(parts.clock);
  }

  /** What agents of a type are given. */
  servicesFor(agentType: string): AgentServices {
    const { logger, router, settings, environment } = this.#parts;
    const features = featuresOf(this.#parts.features(), { agentType, environment });
    return {
      logger,
      modelRouter: features.multiModelRouter ? router : undefined,
      features,
      streamingEnabled: features.streaming && settings.streaming.enabled,
      admit: async (entry) => this.#admit(entry),
    };
  }

  /** Lets go of the providers. */
  async close(): Promise<void> {
    await this.#providers.close(async (opened) => opened.close());
  }

  async #admit(entry: TaskEntry): Promise<TaskTicket> {
    const { settings, clock } = this.#parts;
    const task = asFleetTask(entry.task, entry.agent.type);
    const { features, variant } = this.#admissionOf(task);
    const streamed = features.streaming && settings.streaming.enabled;
    const admitted = { entry, task, features, variant, streamed };
    const isRouted = features.multiModelRouter && settings.routing.enabled;
    // Without a router the model is chosen when it is asked for: an agent that asks none needs none.
    const routed = isRouted ? await this.#choose(admitted) : undefined;
    const decision = routed?.decision;
    const selection = decision === undefined ? undefined : toModelSelection(decision, clock.now());
    if (selection !== undefined) recordSelection(this.#subject(admitted), selection);
    return {
      selection,
      streamed,
      ask: (question) => this.#ask(admitted, question, routed),
    };
  }

  #admissionOf({ id: taskKey, agentType }: FleetTask): TaskAdmission {
    const { environment, admissionOf } = this.#parts;
    const features = this.#parts.features();
    return (
      admissionOf(taskKey) ?? {
        features: featuresOf(features, { agentType, environment, taskKey }),
        variant: variantOf(features.rollout, taskKey),
      }
    );
  }

  #subject({ task, entry, variant }: Admitted): RecordSubject {
    const { clock, records } = this.#parts;
    return { task, agent: entry.agent, variant, clock, records };
  }

  async #choose(admitted: Admitted): Promise<ModelChoice> {
    const { entry, task, features, streamed } = admitted;
    const { settings, router } = this.#parts;
    if (!features.multiModelRouter || !settings.routing.enabled) {
      const models = await router.settings();
      return chooseModel(task, { settings: models, conditions: {}, analysis: undefined });
    }
    const money = await this.#moneyFor(features);
    const budget = await money.conditionFor(task.id);
    const decision = await router
      .decide(task, {
        conditions: { needsStreaming: streamed, budget, openCircuits: this.#circuits.open() },
        ...(await this.#judged(admitted)),
      })
      .catch((error: unknown) => {
        entry.emit('routing.error', { taskId: task.id, error });
        throw error;
      });
    return { model: decision.model, reason: decision.reason, decision };
  }

  /** A small model's opinion, where it is wanted. The simulator has none. */
  async #judged({
    task,
    features,
    variant,
  }: Admitted): Promise<{ readonly analysis?: ComplexityAnalysis }> {
    const { settings, simulated, router, signalOf } = this.#parts;
    if (simulated || !settings.routing.classifier.enabled) return {};
    const analysis = await judgeTask(task, {
      settings,
      router: await router.settings(),
      variant,
      signal: signalOf(task.id),
      opinions: async () => this.#opinions,
      portsFor: async (model) => this.#portsFor(task, model, features),
    });
    return { analysis };
  }

  async *#ask(
    admitted: Admitted,
    question: ModelQuestion,
    routed: ModelChoice | undefined,
  ): AsyncGenerator<StreamEvent> {
    const { entry, task, streamed, features } = admitted;
    const { clock, onEvent } = this.#parts;
    const { emit, agent } = entry;
    const { model, decision } = routed ?? (await this.#choose(admitted));
    const maxTokens = question.maxTokens ?? ANSWER_TOKENS;
    const answers = askInTurn({
      models: [model, ...(decision?.fallbacks ?? [])],
      ask: (one, firstAttempt) =>
        this.#askOne(admitted, one, { question, maxTokens, firstAttempt }),
      onFallback: ({ from, to, reason, message }) => {
        emit('model.fallback', { taskId: task.id, from: from.name, to: to.name, reason, message });
      },
    });
    const told = announced(answers, { task, agentId: agent.id, streamed, maxTokens, clock, emit });
    const isRecorded = features.multiModelRouter || features.streaming;
    const kept = isRecorded ? recorded(told, this.#subject(admitted), streamed) : told;
    for await (const event of kept) {
      onEvent(task.id, event);
      yield event;
    }
  }

  async *#askOne(
    { task, entry, features, variant, streamed }: Admitted,
    model: RoutedModel,
    asked: { question: ModelQuestion; maxTokens: number; firstAttempt: number },
  ): AsyncGenerator<StreamEvent> {
    const { settings, signalOf } = this.#parts;
    const { question, maxTokens, firstAttempt } = asked;
    const ports = await this.#portsFor(task, model, features);
    const { system, messages, cacheSystem } = question;
    const events = askModel(
      {
        streamId: task.id,
        identity: {
          taskId: task.id,
          taskType: task.type,
          agentType: task.agentType,
          agentId: entry.agent.id,
          variant,
          purpose: 'answer',
        },
        // Money that nobody asks for must not look like money that somebody does.
        model: ports.provider.simulated ? { ...model, provider: ports.provider.name } : model,
        request: { system, messages, maxTokens, cacheSystem },
        streamed: streamed && model.supportsStreaming,
        settings: settings.streaming,
        signal: signalOf(task.id),
        deadlineMs: settings.taskTimeoutMs,
        firstAttempt,
      },
      ports,
    );
    yield* this.#circuits.watch(model.name, events);
  }

  async #portsFor(
    { id }: FleetTask,
    model: RoutedModel,
    features: FeatureFlags,
  ): Promise<CallPorts> {
    const { settings, simulated, provider, scheduler } = this.#parts;
    const request = providerRequest({ settings, simulated }, model);
    const address = request.kind === 'anthropic' ? (request.baseUrl ?? '') : 'simulator';
    const opened = await this.#providers.get(address, async () => provider(request));
    const money = await this.#moneyFor(features);
    return {
      provider: opened.provider,
      meter: money.meter,
      scheduler: await scheduler(),
      random: seededRandom(id),
    };
  }

  async #moneyFor({ multiModelRouter, streaming }: FeatureFlags): Promise<Money> {
    const { settings, money } = this.#parts;
    return money(settings.costs.enabled && (multiModelRouter || streaming));
  }
}
