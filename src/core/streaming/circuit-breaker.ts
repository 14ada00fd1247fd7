import type { Clock } from '../ports.ts';
import type { FailedReason, StreamEvent } from './events.ts';
import type { FailureKind } from './provider.ts';

/** When a model is left alone, and for how long. */
export interface CircuitRules {
  /** So many attempts that fail one after another open the circuit. */
  readonly failures: number;
  /** The first of them is no longer ago than so many milliseconds. */
  readonly withinMs: number;
  /** It stays open for so many milliseconds; then one failure more opens it again. */
  readonly openMs: number;
}

const usualRules: CircuitRules = { failures: 5, withinMs: 60_000, openMs: 30_000 };

/** Failures that say something of the model, and not of the request or of us. */
const modelsOwn: ReadonlySet<FailedReason | undefined> = new Set<FailureKind>([
  'rate-limited',
  'overloaded',
  'server-error',
  'connection',
  'stalled',
  'truncated',
  'malformed',
  'unauthorized',
]);

interface Circuit {
  /** When attempts failed since the last success, the earliest first; no more than it takes to open. */
  readonly failures: readonly number[];
  /** Closed again from then on; undefined while it never opened. */
  readonly openUntil: number | undefined;
}

const closed: Circuit = { failures: [], openUntil: undefined };

/**
 * Remembers which models failed again and again just now, so that the router leaves them alone for a while (`RoutingConditions.openCircuits`). For
 * processes that live long; each knows what it saw itself.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #rules: CircuitRules;
  readonly #circuits = new Map<string, Circuit>();

  constructor(clock: Clock, rules: CircuitRules = usualRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** The names of models that are not to be asked now. */
  open(): ReadonlySet<string> {
    const now = this.#clock.now().getTime();
    const open = [...this.#circuits].filter(([, { openUntil = 0 }]) => openUntil > now);
    return new Set(open.map(([name]) => name));
  }

  /** Passes the events of one call on, and learns from its end. */
  async *watch(modelName: string, events: AsyncIterable<StreamEvent>): AsyncGenerator<StreamEvent> {
    for await (const event of events) {
      if (event.type === 'done') this.#circuits.delete(modelName);
      if (event.type === 'failed') {
        const own = event.attempts.filter(({ failure }) => modelsOwn.has(failure));
        if (own.length > 0) this.#failed(modelName, own.length);
      }
      yield event;
    }
  }

  #failed(modelName: string, times: number): void {
    const { failures, withinMs, openMs } = this.#rules;
    const now = this.#clock.now().getTime();
    const before = this.#circuits.get(modelName) ?? closed;
    const recent = [...before.failures, ...Array<number>(times).fill(now)].slice(-failures);
    const [first = now] = recent;
    // One that was open is on probation until it answers.
    const opens =
      before.openUntil !== undefined || (recent.length === failures && now - first <= withinMs);
    this.#circuits.set(modelName, {
      failures: recent,
      openUntil: opens ? now + openMs : undefined,
    });
  }
}
