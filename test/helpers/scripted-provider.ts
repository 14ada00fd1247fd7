import type { Scheduler } from '../../src/core/ports.ts';
import {
  type ModelRequest,
  type Provider,
  type ProviderChunk,
  ProviderFailure,
  type ProviderReply,
} from '../../src/core/streaming/provider.ts';

/** What a scripted provider does next. */
export type Step =
  | ProviderChunk
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'throw'; readonly error: Error }
  /** Nothing more, until it is stopped. */
  | { readonly type: 'hang' };

/** Plays one script after the other, one a request; `plain` ones answer `send`. */
export class ScriptedProvider implements Provider {
  readonly name = 'scripted';
  readonly simulated = true;
  readonly requests: { readonly streamed: boolean; readonly request: ModelRequest }[] = [];
  /** Chunks that were read. */
  reads = 0;
  /** Requests that were stopped, or read to their end. */
  ended = 0;
  readonly #scripts: (readonly Step[])[];
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler, ...scripts: readonly (readonly Step[])[]) {
    this.#scheduler = scheduler;
    this.#scripts = [...scripts];
  }

  async send(request: ModelRequest, signal: AbortSignal): Promise<ProviderReply> {
    this.requests.push({ streamed: false, request });
    let text = '';
    let usage;
    for await (const chunk of this.#play(signal)) {
      if (chunk.type === 'text') text += chunk.text;
      if (chunk.type === 'usage') usage = chunk.usage;
      if (chunk.type === 'end') return { text, stopReason: chunk.stopReason, usage };
    }
    throw new ProviderFailure('truncated', 'no end');
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ProviderChunk> {
    this.requests.push({ streamed: true, request });
    return this.#play(signal);
  }

  async *#play(signal: AbortSignal): AsyncGenerator<ProviderChunk> {
    try {
      for (const step of this.#scripts.shift() ?? []) {
        if (step.type === 'throw') throw step.error;
        if (step.type === 'wait') await this.#wait(step.ms, signal);
        else if (step.type === 'hang') await this.#wait(Number.MAX_SAFE_INTEGER, signal);
        else {
          this.reads += 1;
          yield step;
        }
      }
    } finally {
      this.ended += 1;
    }
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#scheduler.after(ms, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(new ProviderFailure('aborted', 'the request was stopped'));
      });
    });
  }
}
