import type { Clock } from '../ports.ts';
import { failureError } from './failure-error.ts';
import type { CallTotals, StreamEvent } from './events.ts';
import type { AnswerCallbacks } from './answer-callbacks.ts';

/** What the callbacks are told beside the events. */
export interface TellerOptions {
  readonly clock: Clock;
  /** The most output tokens that may come; percentages are made of it. */
  readonly maxTokens: number;
}

const TO_COME = 99;

/**
 * Tells the documents' callbacks what happens. When the answer begins anew, chunks count from 0 again: what came before is to be forgotten; `onComplete` has the whole
 * answer in any case.
 */
export class CallbackTeller {
  readonly #callbacks: AnswerCallbacks;
  readonly #options: TellerOptions;
  #streamId = '';
  /** Undefined before the start. Where another model takes over there is a second one. */
  #model: string | undefined;
  #attempt = 1;
  #sequence = 0;
  #chunks = 0;

  constructor(callbacks: AnswerCallbacks, options: TellerOptions) {
    this.#callbacks = callbacks;
    this.#options = options;
  }

  /** Tells one event; an error of a callback is the caller's. */
  tell(event: StreamEvent): void {
    const { onStart, onError, onVerdict } = this.#callbacks;
    switch (event.type) {
      case 'start': {
        const { streamId, modelName } = event;
        const isFirst = this.#model === undefined;
        this.#model = modelName;
        this.#streamId = streamId;
        const estimatedTokens = this.#options.maxTokens;
        if (isFirst) onStart?.({ streamId, modelName, estimatedTokens, capabilities: ['text'] });
        break;
      }
      case 'text':
        this.#chunk(event.text);
        break;
      case 'progress':
        this.#progress(event.outputTokens, event.elapsedMs);
        break;
      case 'restart':
      case 'fallback':
        this.#attempt = event.attempt;
        this.#sequence = 0;
        break;
      case 'usage':
        break;
      case 'verdict': {
        const { type: _type, ...verdict } = event;
        onVerdict?.(verdict);
        break;
      }
      case 'done':
        this.#model = event.modelName ?? this.#model;
        this.#complete(event.text, event);
        break;
      case 'failed': {
        const { code, message } = failureError(event);
        onError?.({ message, code, cause: event.cause });
        break;
      }
    }
  }

  #chunk(data: string): void {
    const { onChunk } = this.#callbacks;
    const sequence = this.#sequence;
    this.#sequence += 1;
    this.#chunks += 1;
    const id = `${this.#streamId}/${this.#attempt}/${sequence}`;
    onChunk?.({ id, sequence, data, partial: true, timestamp: this.#options.clock.now() });
  }

  /** Nobody knows how long an answer will be: the most that may come stands for it, and all of it is there only at the end. */
  #progress(tokensProcessed: number, elapsedMs: number): void {
    const share = Math.min(1, tokensProcessed / this.#options.maxTokens);
    const percent = Math.min(TO_COME, Math.floor(share * 100));
    const estimatedRemaining = share === 0 ? 0 : Math.round((elapsedMs * (1 - share)) / share);
    this.#callbacks.onProgress?.({ percent, tokensProcessed, estimatedRemaining });
  }

  #complete(data: string, { usage, durationMs }: CallTotals): void {
    this.#callbacks.onProgress?.({
      percent: 100,
      tokensProcessed: usage.output,
      estimatedRemaining: 0,
    });
    this.#callbacks.onComplete?.({
      data,
      metadata: {
        totalChunks: this.#chunks,
        totalTokens: usage.output,
        duration: durationMs,
        model: this.#model ?? '',
      },
    });
  }
}
