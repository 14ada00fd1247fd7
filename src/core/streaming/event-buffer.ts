import type { CallSettings } from './call-settings.ts';

type Settings = Pick<CallSettings, 'bufferSize' | 'backpressureThreshold'>;

interface Reader<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A queue from one writer to one reader. The writer looks at {@link EventBuffer.full} and waits for {@link EventBuffer.room}; it is full at
 * `threshold × bufferSize` and has room again when half of that is read, so that a slow reader does not stop and start the writer at each event.
 */
export class EventBuffer<T extends object> {
  readonly #high: number;
  readonly #events: T[] = [];
  readonly #readers: Reader<T>[] = [];
  #resume: (() => void) | undefined;
  #ended = false;
  #error: { readonly thrown: unknown } | undefined;

  constructor({ bufferSize, backpressureThreshold }: Settings) {
    this.#high = Math.max(1, Math.floor(bufferSize * backpressureThreshold));
  }

  /** Nothing more will be added. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Events that wait for the reader. */
  get size(): number {
    return this.#events.length;
  }

  get full(): boolean {
    return this.#events.length >= this.#high;
  }

  /** Resolves when there is room: at once when it is not full, or nobody reads any more. For one writer at a time. */
  async room(): Promise<void> {
    if (!this.full) return;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Adds an event, full or not. Nothing is added after the end. */
  push(event: T): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader === undefined) this.#events.push(event);
    else reader.resolve({ done: false, value: event });
  }

  /** Nothing more will come; an error reaches the reader after the last event. */
  end(error?: { readonly thrown: unknown }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    for (const reader of this.#readers.splice(0)) this.#finish(reader);
  }

  /** The reader is gone: what it has not read is dropped. */
  discard(): void {
    this.end();
    this.#events.length = 0;
    this.#resume?.();
  }

  /** The next event, when it comes; done after the last one. */
  next(): Promise<IteratorResult<T, undefined>> {
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      const event = this.#events.shift();
      if (event !== undefined) resolve({ done: false, value: event });
      else if (this.#ended) this.#finish(reader);
      else this.#readers.push(reader);
      if (this.#events.length <= this.#high / 2) this.#resume?.();
    });
  }

  #finish({ resolve, reject }: Reader<T>): void {
    const error = this.#error;
    this.#error = undefined;
    if (error === undefined) resolve({ done: true, value: undefined });
    else reject(error.thrown);
  }
}
