import type { Scheduler } from './ports.ts';

/** When it is done without being asked to. */
interface Rhythm {
  readonly scheduler: Scheduler;
  /** Milliseconds from the end of one turn to the next. */
  readonly everyMs: number;
}

/** Does something at once, whenever it is asked to, and every so often. Turns do not overlap. */
export class Recurring {
  readonly #turn: () => Promise<void>;
  readonly #rhythm: Rhythm;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #cancel: (() => void) | undefined;

  /** @param turn it must not reject */
  constructor(turn: () => Promise<void>, rhythm: Rhythm) {
    this.#turn = turn;
    this.#rhythm = rhythm;
    void this.ask();
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Does it now, and once more when it is under way already; resolves when that is done. */
  async ask(): Promise<void> {
    if (this.#stopped) return;
    this.#again = this.#running !== undefined;
    this.#running ??= this.#runUntilDone();
    await this.#running;
  }

  /** No turn begins any more; resolves when the last one is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  async #runUntilDone(): Promise<void> {
    do {
      this.#again = false;
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      await this.#turn();
    } while (this.#again && !this.#stopped);
    this.#running = undefined;
    this.#cancel?.();
    if (this.#stopped) return;
    const { scheduler, everyMs } = this.#rhythm;
    this.#cancel = scheduler.after(everyMs, () => void this.ask());
  }
}
