import type { Scheduler } from '../ports.ts';
import { Recurring } from '../recurring.ts';
import type { FlagStore, SharedFlags } from './flag-store.ts';

/** How to follow, and who is told. */
export interface FollowOptions {
  readonly scheduler: Scheduler;
  /** Milliseconds between two looks, for databases that do not tell, and connections that break. */
  readonly pollMs: number;
  /** Told once of each change, and of how the flags stand at the beginning. */
  readonly onFlags: (flags: SharedFlags) => void;
  /** Told once when the store does not answer any more. What was read before stays, and the looks go on. */
  readonly onFailure: (error: unknown) => void;
}

/** Follows the flags of a store: looks at once, whenever the store says so, and every so often. */
export class FlagFollower {
  readonly #store: FlagStore;
  readonly #options: FollowOptions;
  readonly #looks: Recurring;
  readonly #unlisten: () => Promise<void>;
  #seen: SharedFlags | undefined;
  #failure: unknown;

  constructor(store: FlagStore, options: FollowOptions) {
    const { scheduler, pollMs: everyMs } = options;
    this.#store = store;
    this.#options = options;
    this.#unlisten = store.listen(() => void this.look());
    this.#looks = new Recurring(async () => this.#look(), { scheduler, everyMs });
  }

  /** Why the last look failed; undefined when it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Looks now, and once more when a look is under way. It never rejects: failures go to `onFailure`. */
  async look(): Promise<void> {
    await this.#looks.ask();
  }

  async stop(): Promise<void> {
    const stopped = this.#looks.stop();
    await this.#unlisten();
    await stopped;
  }

  async #look(): Promise<void> {
    const { onFlags, onFailure } = this.#options;
    try {
      const flags = await this.#store.read();
      if (this.#looks.isStopped) return;
      this.#failure = undefined;
      const isNew = !isSame(flags, this.#seen);
      this.#seen = flags;
      if (isNew) onFlags(flags);
    } catch (error) {
      const isNew = this.#failure === undefined;
      this.#failure = error;
      if (isNew && !this.#looks.isStopped) onFailure(error);
    }
  }
}

/** A database that was restored may be at an older generation, or at the same one with other content. */
function isSame(one: SharedFlags, other: SharedFlags | undefined): boolean {
  return one.generation === other?.generation && one.updatedAt === other.updatedAt;
}
