import { CallbackTeller } from '../../core/streaming/callback-teller.ts';
import { failureError } from '../../core/streaming/failure-error.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { AnswerCallbacks } from '../../core/streaming/answer-callbacks.ts';
import { documentedError } from './documented-errors.ts';
import type { ModelAnswer } from './model-question.ts';

const clock = { now: () => new Date() };

/**
 * Waits for the end of a call and tells the callbacks on the way.
 * @throws AqeError for a call that failed
 */
export async function answerFrom(
  events: AsyncIterable<StreamEvent>,
  callbacks: AnswerCallbacks,
  { maxTokens }: { readonly maxTokens: number },
): Promise<ModelAnswer> {
  const teller = new CallbackTeller(callbacks, { clock, maxTokens });
  let modelName = '';
  for await (const event of events) {
    teller.tell(event);
    if (event.type === 'start') modelName = event.modelName;
    if (event.type === 'failed') throw documentedError(failureError(event));
    if (event.type === 'done') {
      const { text, stopReason, usage, cost } = event;
      return { text, stopReason, modelName: event.modelName ?? modelName, usage, cost };
    }
  }
  throw new Error('the events ended without done or failed');
}
