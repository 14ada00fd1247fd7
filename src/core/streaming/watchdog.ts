import type { Scheduler } from '../ports.ts';

/** Barks once when nothing happened for so long. One timer is enough: it looks when it is due whether something happened meanwhile. */
export class Watchdog {
  readonly #scheduler: Scheduler;
  readonly #timeoutMs: number;
  readonly #bark: () => void;
  #last: number;
  #cancel: () => void;

  constructor(scheduler: Scheduler, timeoutMs: number, bark: () => void) {
    this.#scheduler = scheduler;
    this.#timeoutMs = timeoutMs;
    this.#bark = bark;
    this.#last = scheduler.monotonic();
    this.#cancel = this.#wait(timeoutMs);
  }

  /**
   * Something happened.
   * @param now milliseconds on the scheduler's clock
   */
  touch(now: number): void {
    this.#last = now;
  }

  /** Sleeps until {@link Watchdog.resume}. */
  pause(): void {
    this.#cancel();
  }

  /** Watches again, as if something had just happened. */
  resume(): void {
    this.#last = this.#scheduler.monotonic();
    this.#cancel = this.#wait(this.#timeoutMs);
  }

  #wait(ms: number): () => void {
    return this.#scheduler.after(ms, () => {
      const left = this.#last + this.#timeoutMs - this.#scheduler.monotonic();
      if (left <= 0) this.#bark();
      else this.#cancel = this.#wait(left);
    });
  }
}
