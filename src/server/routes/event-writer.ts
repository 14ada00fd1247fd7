import type { FeedEvent } from '../task-feed.ts';

/** What events are written to. Resolves when there is room for more. */
export type WriteText = (text: string) => Promise<unknown>;

/**
 * Writes events in the form of an event stream. What comes while a write is under way goes out together in the next one: a reader that is slower than the task
 * costs fewer writes, and gets the same.
 */
export class EventWriter {
  readonly #write: WriteText;
  #waiting = '';
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(write: WriteText) {
    this.#write = write;
  }

  push({ id, event, data }: FeedEvent): void {
    this.text(`event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`);
  }

  /** Writes text as it is: a comment. */
  text(text: string): void {
    if (this.#failure !== undefined) return;
    this.#waiting += text;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all is written. */
  async written(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) {
      throw new Error('events cannot be written', { cause: this.#failure });
    }
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting !== '' && this.#failure === undefined) {
      const text = this.#waiting;
      this.#waiting = '';
      // oxlint-disable-next-line no-await-in-loop -- one write after the other
      await this.#write(text).catch((error: unknown) => {
        this.#failure = error;
      });
    }
    this.#writing = undefined;
  }
}
