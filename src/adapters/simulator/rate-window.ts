import type { Clock } from '../../core/ports.ts';

const limits = { requests: 4000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 } as const;
type Limited = keyof typeof limits;

const windowMs = 60_000;

/** Counts what is used in each minute of the clock. The limits are told in headers and not enforced: a `rate-limited` fault is what refuses. */
export class RateWindow {
  readonly #clock: Clock;
  #window = 0;
  #used: Record<Limited, number> = { requests: 0, 'input-tokens': 0, 'output-tokens': 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  count(kind: Limited, amount: number): void {
    this.#turn();
    this.#used[kind] += amount;
  }

  /** `anthropic-ratelimit-…`: limit, remaining and reset of each. @param refused nothing is left */
  headers(refused = false): Record<string, string> {
    this.#turn();
    const reset = `${new Date((this.#window + 1) * windowMs).toISOString().slice(0, 19)}Z`;
    const kinds = ['requests', 'input-tokens', 'output-tokens'] as const;
    return Object.fromEntries(
      kinds.flatMap((kind) => {
        const remaining = refused ? 0 : Math.max(0, limits[kind] - this.#used[kind]);
        const name = `anthropic-ratelimit-${kind}`;
        return [
          [`${name}-limit`, String(limits[kind])],
          [`${name}-remaining`, String(remaining)],
          [`${name}-reset`, reset],
        ];
      }),
    );
  }

  #turn(): void {
    const window = Math.floor(this.#clock.now().getTime() / windowMs);
    if (window === this.#window) return;
    this.#window = window;
    this.#used = { requests: 0, 'input-tokens': 0, 'output-tokens': 0 };
  }
}
