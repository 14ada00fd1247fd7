import { setImmediate } from 'node:timers/promises';
import type { Scheduler } from '../../src/core/ports.ts';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Time that goes on when a test says so. */
export class ManualScheduler implements Scheduler {
  #now = 0;
  readonly #timers = new Set<Timer>();

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets so many milliseconds pass, and all that happens in them. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await setImmediate();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.due);
      this.#timers.delete(next);
      next.callback();
      await setImmediate();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0];
  }
}
