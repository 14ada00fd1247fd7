/** What is allowed to each client. */
export interface RateLimit {
  readonly windowMs: number;
  /** Requests in a window. */
  readonly max: number;
}

interface Window {
  readonly endsAt: number;
  count: number;
}

/** More clients at once than that are counted together, so that their number cannot fill the memory. */
const MAX_CLIENTS = 10_000;

/** Counts requests of clients in windows that begin with the first one. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #windows = new Map<string, Window>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /**
   * Counts one request.
   * @param now milliseconds on any clock that goes forward
   * @returns undefined when it is allowed, else how many milliseconds to wait
   */
  take(client: string, now: number): number | undefined {
    const window = this.#windowOf(client, now);
    window.count += 1;
    return window.count <= this.#limit.max ? undefined : window.endsAt - now;
  }

  #windowOf(client: string, now: number): Window {
    const key = this.#windows.has(client) || this.#windows.size < MAX_CLIENTS ? client : '';
    const there = this.#windows.get(key);
    if (there !== undefined && there.endsAt > now) return there;
    const window = { endsAt: now + this.#limit.windowMs, count: 0 };
    // At the end of the map, so that the oldest windows stand first.
    this.#windows.delete(key);
    this.#windows.set(key, window);
    this.#forget(now);
    return window;
  }

  #forget(now: number): void {
    for (const [key, { endsAt }] of this.#windows) {
      if (endsAt > now) return;
      this.#windows.delete(key);
    }
  }
}
