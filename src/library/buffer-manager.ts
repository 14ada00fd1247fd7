import { EventBuffer } from '../core/streaming/event-buffer.ts';
import { BufferOverflowError } from '../fleet/agent/documented-errors.ts';

/** How much a buffer holds. */
export interface BufferOptions {
  /** Items. Default 1024. */
  readonly bufferSize?: number;
  /** Share of the buffer from which writers should wait. Default 0.8. */
  readonly backpressureThreshold?: number;
}

/** A bounded queue from one writer to one reader, which reads it with `for await`. */
export class BufferManager<T extends object> implements AsyncIterable<T> {
  readonly #size: number;
  readonly #buffer: EventBuffer<T>;

  constructor({ bufferSize = 1024, backpressureThreshold = 0.8 }: BufferOptions = {}) {
    this.#size = bufferSize;
    this.#buffer = new EventBuffer({ bufferSize, backpressureThreshold });
  }

  /** Items that wait for the reader. */
  get size(): number {
    return this.#buffer.size;
  }

  /**
   * Adds an item.
   * @returns false when the writer should wait for {@link BufferManager.room}
   * @throws BufferOverflowError when there is no place; the item is not added
   */
  push(item: T): boolean {
    if (this.size >= this.#size) throw new BufferOverflowError(this.#size);
    this.#buffer.push(item);
    return !this.#buffer.full;
  }

  /** Resolves when the writer may go on. */
  async room(): Promise<void> {
    await this.#buffer.room();
  }

  /** Nothing more will come: the reader ends after the last item. */
  end(): void {
    this.#buffer.end();
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: async () => this.#buffer.next(),
      return: async () => {
        this.#buffer.discard();
        return { done: true, value: undefined };
      },
    };
  }
}
