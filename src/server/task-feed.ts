/** One event of a task, as a client of its stream gets it. */
export interface FeedEvent {
  /** Where a client goes on that has seen it: `<attempt>.<number>`. */
  readonly id: string;
  readonly event: string;
  /** A value that JSON can hold. */
  readonly data: unknown;
}

/** What happened in one attempt of a task. Any number of readers follow it, each as fast as it can: the events are kept, not queued. */
export class TaskFeed {
  readonly attempt: number;
  readonly #events: FeedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(attempt: number) {
    this.attempt = attempt;
  }

  push(event: string, data: unknown): void {
    this.#events.push({ id: `${this.attempt}.${this.#events.length + 1}`, event, data });
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The events after the first so many, as they come, until the attempt is over or the signal aborts. */
  async *follow(seen: number, signal: AbortSignal): AsyncGenerator<FeedEvent> {
    let next = seen;
    while (!signal.aborted) {
      const event = this.#events[next];
      if (event === undefined) {
        if (this.#ended) return;
        // oxlint-disable-next-line no-await-in-loop -- one event after the other
        await this.#change(signal);
      } else {
        next += 1;
        yield event;
      }
    }
  }

  async #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #wake(): void {
    for (const done of this.#waiting) done();
  }
}

/** How many feeds are kept of tasks that are over, for clients that come back. */
const KEPT = 200;

/** The feeds of the tasks that this replica works on, and of the last ones that it worked on. */
export class TaskFeeds {
  readonly #feeds = new Map<string, TaskFeed>();
  readonly #over: string[] = [];
  readonly #waiting = new Map<string, Set<() => void>>();

  open(id: string, attempt: number): TaskFeed {
    const feed = new TaskFeed(attempt);
    this.#feeds.set(id, feed);
    for (const wake of this.#waiting.get(id) ?? []) wake();
    return feed;
  }

  /** Calls back when a feed of a task is opened. @returns takes it back */
  onOpen(id: string, wake: () => void): () => void {
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting.add(wake));
    return () => {
      waiting.delete(wake);
      if (waiting.size === 0) this.#waiting.delete(id);
    };
  }

  find(id: string): TaskFeed | undefined {
    return this.#feeds.get(id);
  }

  /** The attempt is over. */
  close(id: string, feed: TaskFeed): void {
    feed.end();
    this.#over.push(id);
    for (const old of this.#over.splice(0, Math.max(0, this.#over.length - KEPT))) {
      if (!this.#over.includes(old)) this.#feeds.delete(old);
    }
  }
}
