import { escalationFor } from '../../config/settings/escalation-config.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { Decision } from '../../core/routing/decision.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { ModelQuestion } from '../agent/model-question.ts';
import { type EscalationPlan, planEscalation } from '../escalation/plan-escalation.ts';
import { withFindings } from '../escalation/with-findings.ts';
import type { Admitted } from './admitted.ts';
import { commandJudge } from './answer-judges.ts';
import { asVerdict } from './as-verdict.ts';
import { askVerified } from './ask-verified.ts';
import type { DeskParts } from './desk-parts.ts';
import { KnownPolicy } from './known-policy.ts';
import type { TaskCaller } from './task-caller.ts';

/** A question that is tried with one model after the other. */
export interface VerifiedAnswer {
  /** Who starts and why, and who is stronger, as a decision of the router. */
  readonly decision: Decision;
  /** One call of it, as far as anybody sees. */
  readonly events: AsyncIterable<StreamEvent>;
}

/** Cheap first, verify, escalate: for the questions of a fleet's agents whose answers somebody judges. */
export class VerifiedAnswers {
  readonly #parts: DeskParts;
  readonly #caller: TaskCaller;
  readonly #policy: KnownPolicy;

  constructor(parts: DeskParts, caller: TaskCaller) {
    this.#parts = parts;
    this.#caller = caller;
    this.#policy = new KnownPolicy(parts);
  }

  /**
   * Asks a question; undefined where one model is asked and nobody judges.
   * @throws AqeError FILE_…, DATA_INVALID, STORE_UNAVAILABLE
   */
  async ask(
    admitted: Admitted,
    question: ModelQuestion,
    decision: Decision | undefined,
  ): Promise<VerifiedAnswer | undefined> {
    if (decision === undefined) return undefined;
    const verify = question.verify ?? (await this.#commandFor(admitted));
    if (verify === undefined) return undefined;
    const plan = await this.#plan(admitted, question, decision);
    if (plan === undefined) return undefined;
    const signal = this.#parts.signalOf(admitted.task.id);
    const events = askVerified({
      plan,
      fallbacks: [decision.model, ...decision.fallbacks],
      ask: (models, { verdict, firstAttempt, purpose }) =>
        this.#caller.inTurn(admitted, models, {
          question: withFindings(question, verdict),
          // What may not count is not shown.
          streamed: false,
          firstAttempt,
          purpose,
        }),
      verify: async (answer) => asVerdict(await verify(answer, signal)),
      signal,
    });
    return { decision: startedWith(plan, decision), events };
  }

  async #commandFor({ task }: Admitted): Promise<ModelQuestion['verify']> {
    const { settings, workbench } = this.#parts;
    return commandJudge(task, { escalation: settings.routing.escalation, workbench });
  }

  async #plan(
    { task: { id, agentType }, features, outcomeId }: Admitted,
    question: ModelQuestion,
    decision: Decision,
  ): Promise<EscalationPlan | undefined> {
    const { settings, clock, logger } = this.#parts;
    const config = escalationFor(settings.routing.escalation, agentType);
    if (!config.enabled) return undefined;
    const { outcomes } = await this.#caller.moneyFor(features);
    return planEscalation(
      { id: outcomeId(), agentType, decision, cache: this.#caller.warmCacheOf(question) },
      {
        config,
        outcomes,
        clock,
        policy: async () => this.#policy.of(config, outcomes),
        onLost: (error) => {
          logger.warn(`what became of task ${id} could not be kept`, error);
        },
      },
    );
  }
}

function startedWith(
  { models, start: { start, text } }: EscalationPlan,
  decision: Decision,
): Decision {
  const model = itemAt(models, start);
  return { ...decision, model, reason: text, fallbacks: models.slice(start + 1) };
}
