import { featuresOf } from '../../core/flags/feature-flags.ts';
import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import { toModelSelection } from '../../core/routing/to-model-selection.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { AgentServices, TaskEntry, TaskTicket } from '../agent/agent-services.ts';
import { ANSWER_TOKENS, type ModelQuestion } from '../agent/model-question.ts';
import { chooseModel } from '../choose-model.ts';
import { judgeTask } from '../judge-task.ts';
import type { ModelChoice } from '../plan-task.ts';
import { recorded, recordSelection, type RecordSubject } from '../records/recorded.ts';
import type { FleetTask } from '../task.ts';
import { variantOf } from '../variant-of.ts';
import type { Admitted } from './admitted.ts';
import { announced } from './announce.ts';
import { asFleetTask } from './as-fleet-task.ts';
import { builtInJudge } from './answer-judges.ts';
import type { DeskParts, TaskAdmission } from './desk-parts.ts';
import { knownOpinions } from './known-opinions.ts';
import { TaskCaller } from './task-caller.ts';
import { VerifiedAnswers } from './verified-answers.ts';

/** Where agents get their models: it fixes the features of each task, chooses its model, and asks it with the fleet's money. */
export class TaskDesk {
  readonly #parts: DeskParts;
  readonly #caller: TaskCaller;
  readonly #verified: VerifiedAnswers;
  readonly #opinions = knownOpinions();

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#caller = new TaskCaller(parts);
    this.#verified = new VerifiedAnswers(parts, this.#caller);
  }

  /** What agents of a type are given. */
  servicesFor(agentType: string): AgentServices {
    const { logger, router, settings, environment, workbench } = this.#parts;
    const features = featuresOf(this.#parts.features(), { agentType, environment });
    const { escalation } = settings.routing;
    return {
      logger,
      modelRouter: features.multiModelRouter ? router : undefined,
      features,
      streamingEnabled: features.streaming && settings.streaming.enabled,
      verifierOf: async (task) => builtInJudge(task, agentType, { escalation, workbench }),
      admit: async (entry) => this.#admit(entry),
    };
  }

  /** Lets go of the providers. */
  async close(): Promise<void> {
    await this.#caller.close();
  }

  async #admit(entry: TaskEntry): Promise<TaskTicket> {
    const { settings, clock } = this.#parts;
    const task = asFleetTask(entry.task, entry.agent.type);
    const { features, variant } = this.#admissionOf(task);
    const streamed = features.streaming && settings.streaming.enabled;
    const outcomeId = outcomeIds(task.id);
    const admitted = { entry, task, features, variant, streamed, outcomeId };
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
    const money = await this.#caller.moneyFor(features);
    const budget = await money.conditionFor(task.id);
    const decision = await router
      .decide(task, {
        conditions: {
          needsStreaming: streamed,
          budget,
          openCircuits: this.#caller.openCircuits(),
        },
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
      portsFor: async (model) => this.#caller.portsFor(task, model, features),
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
    const choice = routed ?? (await this.#choose(admitted));
    const verified = await this.#askVerified(admitted, question, choice);
    const answers = verified ?? this.#askRouted(admitted, question, choice);
    const { maxTokens = ANSWER_TOKENS } = question;
    const told = announced(answers, { task, agentId: agent.id, streamed, maxTokens, clock, emit });
    const isRecorded = features.multiModelRouter || features.streaming;
    const isStream = streamed && verified === undefined;
    const kept = isRecorded ? recorded(told, this.#subject(admitted), isStream) : told;
    for await (const event of kept) {
      onEvent(task.id, event);
      yield event;
    }
  }

  #askRouted(
    admitted: Admitted,
    question: ModelQuestion,
    { model, decision }: ModelChoice,
  ): AsyncIterable<StreamEvent> {
    const models = [model, ...(decision?.fallbacks ?? [])] as const;
    const { streamed } = admitted;
    return this.#caller.inTurn(admitted, models, {
      question,
      streamed,
      firstAttempt: 1,
      purpose: 'answer',
    });
  }

  /** Undefined where nobody judges the answer, or one model only may give it. */
  async #askVerified(
    admitted: Admitted,
    question: ModelQuestion,
    choice: ModelChoice,
  ): Promise<AsyncIterable<StreamEvent> | undefined> {
    const verified = await this.#verified.ask(admitted, question, choice.decision);
    if (verified === undefined) return undefined;
    const { decision, events } = verified;
    const { model, reason } = decision;
    recordSelection(this.#subject(admitted), toModelSelection(decision, this.#parts.clock.now()));
    const { emit, task } = admitted.entry;
    emit('model.escalation', { taskId: task.id, modelName: model.name, reason });
    return events;
  }
}

/** The task's own id for its first verified question, and a number more for each further one. */
function outcomeIds(taskId: string): Admitted['outcomeId'] {
  let asked = 0;
  return () => {
    asked += 1;
    return asked === 1 ? taskId : `${taskId}#${asked}`;
  };
}
