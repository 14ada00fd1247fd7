import type { Verdict } from '../../core/escalation/verdict.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import type { DoneEvent, StreamEvent } from '../../core/streaming/events.ts';
import { type AttemptEnd, climb, type Turn } from '../escalation/climb.ts';
import type { EscalationPlan } from '../escalation/plan-escalation.ts';
import type { Turns } from './ask-in-turn.ts';

/** A question whose answers are judged. */
export interface VerifiedQuestion {
  readonly plan: EscalationPlan;
  /** Who takes over when a model fails, best first. */
  readonly fallbacks: readonly RoutedModel[];
  /** Asks the first model, or those after it when it fails. */
  readonly ask: (models: Turns['models'], turn: Turn) => AsyncIterable<StreamEvent>;
  readonly verify: (answer: string) => Promise<Verdict>;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/**
 * Asks one model after the other until an answer is accepted, and tells one call of it: the text comes when it stands, and exactly one of `done` and `failed` last. When a
 * later model fails, the answer before it stands.
 */
export async function* askVerified(question: VerifiedQuestion): AsyncGenerator<StreamEvent> {
  const { plan, verify, signal } = question;
  const end = yield* climb<StreamEvent, DoneEvent>({
    plan,
    signal,
    ask: (turn) => attempt(question, turn),
    verify: async ({ text }) => verify(text),
  });
  if (end.kind === 'failed') {
    yield end.failure;
    return;
  }
  const { answer, tier } = end;
  const { text } = answer;
  if (text !== '') yield { type: 'text', text };
  yield { ...answer, modelName: itemAt(plan.models, tier).name };
}

async function* attempt(
  { plan, fallbacks, ask }: VerifiedQuestion,
  turn: Turn,
): AsyncGenerator<StreamEvent, AttemptEnd<DoneEvent>> {
  const { tier, firstAttempt } = turn;
  if (turn.verdict !== undefined) {
    const reason = 'not-accepted';
    yield { type: 'restart', attempt: firstAttempt, reason, delayMs: 0, discarded: 0 };
  }
  const model = itemAt(plan.models, tier);
  // After an answer, who was tried or passed over is no way out.
  const above = turn.verdict === undefined ? 0 : tier;
  const others = fallbacks.filter((one) => one.name !== model.name && tierOf(plan, one) >= above);
  let answering = tier;
  for await (const event of ask([model, ...others], turn)) {
    switch (event.type) {
      case 'done':
        return { kind: 'answered', tier: answering, answer: event };
      case 'failed':
        return { kind: 'failed', failure: { ...event, partialText: '' } };
      case 'start':
        answering = tierOf(plan, { name: event.modelName });
        yield event;
        break;
      case 'restart':
      case 'fallback':
        yield { ...event, discarded: 0 };
        break;
      case 'text':
      case 'progress':
        // Nobody sees what may not count.
        break;
      case 'usage':
      case 'verdict':
        yield event;
        break;
    }
  }
  throw new Error('the events ended without done or failed');
}

/** -1 for a model that is none of the tiers. */
function tierOf({ models }: EscalationPlan, { name }: Pick<RoutedModel, 'name'>): number {
  return models.findIndex((model) => model.name === name);
}
