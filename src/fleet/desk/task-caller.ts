import type { CallPurpose } from '../../core/cost/billing.ts';
import type { FeatureFlags } from '../../core/flags/feature-flags.ts';
import type { OpenProvider } from '../../core/open-provider.ts';
import { seededRandom } from '../../core/random.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import { askModel } from '../../core/streaming/ask-model.ts';
import { CircuitBreaker } from '../../core/streaming/circuit-breaker.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import { ANSWER_TOKENS, type ModelQuestion } from '../agent/model-question.ts';
import { answerCall } from '../answer-call.ts';
import type { WarmCache } from '../escalation/situation-of.ts';
import type { Money } from '../money/open-money.ts';
import { providerRequest } from '../provider-request.ts';
import type { FleetTask } from '../task.ts';
import type { Admitted } from './admitted.ts';
import { askInTurn, type Turns } from './ask-in-turn.ts';
import type { DeskParts } from './desk-parts.ts';
import { Once } from './once.ts';
import { WarmCaches } from './warm-caches.ts';

/** How a question is asked. */
export interface Asked {
  readonly question: ModelQuestion;
  readonly streamed: boolean;
  readonly firstAttempt: number;
  readonly purpose: CallPurpose;
}

/** Asks models for tasks: through the fleet's providers, with its money, and with what it knows of models that fail. */
export class TaskCaller {
  readonly #parts: DeskParts;
  readonly #providers = new Once<string, OpenProvider>();
  readonly #circuits: CircuitBreaker;
  readonly #caches: WarmCaches;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#caches = new WarmCaches(parts.clock);
    this.#circuits = new CircuitBreaker(parts.clock);
  }

  /** The names of models that are not to be asked now. */
  openCircuits(): ReadonlySet<string> {
    return this.#circuits.open();
  }

  /** Where the system prompt of a question is in a provider's cache; undefined where it is in none. */
  warmCacheOf(question: ModelQuestion): WarmCache | undefined {
    return this.#caches.of(question);
  }

  /** Asks the first model, and the next one when it fails for good. */
  inTurn(admitted: Admitted, models: Turns['models'], asked: Asked): AsyncGenerator<StreamEvent> {
    const { task, entry } = admitted;
    return askInTurn({
      models,
      firstAttempt: asked.firstAttempt,
      ask: (model, firstAttempt) => this.#ask(admitted, model, { ...asked, firstAttempt }),
      onFallback: ({ from, to, reason, message }) => {
        const turn = { from: from.name, to: to.name, reason, message };
        entry.emit('model.fallback', { taskId: task.id, ...turn });
      },
    });
  }

  /** What a model is asked through. */
  async portsFor(
    { id }: FleetTask,
    model: RoutedModel,
    features: FeatureFlags,
  ): Promise<CallPorts> {
    const { settings, simulated, provider, scheduler } = this.#parts;
    const request = providerRequest({ settings, simulated }, model);
    const address = request.kind === 'anthropic' ? (request.baseUrl ?? '') : 'simulator';
    const opened = await this.#providers.get(address, async () => provider(request));
    const money = await this.moneyFor(features);
    return {
      provider: opened.provider,
      meter: money.meter,
      scheduler: await scheduler(),
      random: seededRandom(id),
    };
  }

  /** The money of tasks with these features. */
  async moneyFor({ multiModelRouter, streaming }: FeatureFlags): Promise<Money> {
    const { settings, money } = this.#parts;
    return money(settings.costs.enabled && (multiModelRouter || streaming));
  }

  /** Lets go of the providers. */
  async close(): Promise<void> {
    await this.#providers.close(async (opened) => opened.close());
  }

  async *#ask(
    { task, entry, features, variant }: Admitted,
    model: RoutedModel,
    { question, streamed, firstAttempt, purpose }: Asked,
  ): AsyncGenerator<StreamEvent> {
    const { settings, signalOf } = this.#parts;
    const ports = await this.portsFor(task, model, features);
    const { system, messages, cacheSystem, maxTokens = ANSWER_TOKENS } = question;
    const call = answerCall(task, {
      model,
      provider: ports.provider,
      request: { system, messages, maxTokens, cacheSystem },
      streamed: streamed && model.supportsStreaming,
      settings: settings.streaming,
      signal: signalOf(task.id),
      deadlineMs: settings.taskTimeoutMs,
      variant,
      agentId: entry.agent.id,
      firstAttempt,
      purpose,
    });
    const answer = this.#circuits.watch(model.name, askModel(call, ports));
    yield* this.#caches.watch(model.name, question, answer);
  }
}
