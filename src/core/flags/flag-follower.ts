import type { Scheduler } from '../ports.ts';
import type { FlagStore, SharedFlags } from './flag-store.ts';

/** How to follow, and who is told. */
export interface FollowOptions {
  readonly scheduler: Scheduler;
  /** Milliseconds between two looks, for databases that do not tell, and connections that break. */
  readonly pollMs: number;
  /** Told once of each change, and of how the flags stand at the beginning. */
  readonly onFlags: (flags: SharedFlags) => void;
  /** Told of each look that failed. What was read before stays, and the next look comes. */
  readonly onFailure: (error: unknown) => void;
}

/** Follows the flags of a store: looks at once, whenever the store says so, and every so often. Looks do not overlap. */
export class FlagFollower {
  readonly #store: FlagStore;
  readonly #options: FollowOptions;
  readonly #unlisten: () => Promise<void>;
  #seen: SharedFlags | undefined;
  #answeredAt: number | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #cancel: (() => void) | undefined;

  constructor(store: FlagStore, options: FollowOptions) {
    this.#store = store;
    this.#options = options;
    this.#unlisten = store.listen(() => void this.look());
    void this.look();
  }

  /** Looks now, and once more when a look is under way. It never rejects: failures go to `onFailure`. */
  async look(): Promise<void> {
    if (this.#stopped) return;
    this.#again = this.#looking !== undefined;
    this.#looking ??= this.#lookUntilDone();
    await this.#looking;
  }

  /** Milliseconds since the store last answered; undefined before it did. */
  sinceAnswer(): number | undefined {
    if (this.#answeredAt === undefined) return undefined;
    return this.#options.scheduler.monotonic() - this.#answeredAt;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#unlisten();
    await this.#looking;
  }

  async #lookUntilDone(): Promise<void> {
    do {
      this.#again = false;
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await this.#lookOnce();
    } while (this.#again && !this.#stopped);
    this.#looking = undefined;
    this.#cancel?.();
    if (this.#stopped) return;
    const { scheduler, pollMs } = this.#options;
    this.#cancel = scheduler.after(pollMs, () => void this.look());
  }

  async #lookOnce(): Promise<void> {
    const { scheduler, onFlags, onFailure } = this.#options;
    try {
      const flags = await this.#store.read();
      if (this.#stopped) return;
      this.#answeredAt = scheduler.monotonic();
      const isNew = !isSame(flags, this.#seen);
      this.#seen = flags;
      if (isNew) onFlags(flags);
    } catch (error) {
      if (!this.#stopped) onFailure(error);
    }
  }
}

/** A database that was restored may be at an older generation, or at the same one with other content. */
function isSame(one: SharedFlags, other: SharedFlags | undefined): boolean {
  return one.generation === other?.generation && one.updatedAt === other.updatedAt;
}
