import { systemClock } from '../adapters/system-clock.ts';
import type { Clock } from '../core/ports.ts';
import { CallbackTeller } from '../core/streaming/callback-teller.ts';
import type { StreamEvent } from '../core/streaming/events.ts';
import { failureError } from '../core/streaming/failure-error.ts';
import type { StreamCallbacks, StreamResult } from '../core/streaming/stream-callbacks.ts';
import { documentedError } from '../fleet/agent/documented-errors.ts';
import { ANSWER_TOKENS } from '../fleet/agent/model-question.ts';

/** What a stream is told by. */
export interface StreamOptions {
  /** Output tokens at the most; percentages are made of it. Default 4096. */
  readonly maxTokens?: number;
}

/** Tells the documents' callbacks what happens in a call: a face of the events, of `askModel` and of {@link BaseAgent.streamModel}. */
export class StreamManager {
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /**
   * Reads the events to their end, as fast as the callbacks are.
   * @returns what `onComplete` was told
   * @throws StreamingError, BudgetExceededError, AqeError: what `onError` was told
   */
  async stream(
    events: AsyncIterable<StreamEvent>,
    callbacks: StreamCallbacks = {},
    { maxTokens = ANSWER_TOKENS }: StreamOptions = {},
  ): Promise<StreamResult> {
    let result: StreamResult | undefined;
    const onComplete = (whole: StreamResult): void => {
      result = whole;
      callbacks.onComplete?.(whole);
    };
    const teller = new CallbackTeller(
      { ...callbacks, onComplete },
      { clock: this.#clock, maxTokens },
    );
    for await (const event of events) {
      teller.tell(event);
      if (event.type === 'failed') throw documentedError(failureError(event));
    }
    if (result === undefined) throw new Error('the events ended without done or failed');
    return result;
  }
}
