import { noTokens } from '../../core/cost/token-usage.ts';
import type { Clock } from '../../core/ports.ts';
import { seededRandom } from '../../core/random.ts';
import type { SimulatedCall } from '../../core/simulation.ts';
import { identifier } from './identifier.ts';

/** A call that is going on. */
export interface OpenCall {
  readonly id: string;
  readonly index: number;
  readonly startedMs: number;
}

/** What is found out about a call on its way; what is not is as for one that could not be read. */
export type CallEnd = Partial<Omit<SimulatedCall, keyof OpenCall | 'endedMs'>> &
  Pick<SimulatedCall, 'outcome' | 'status'>;

const limit = 200_000;

/** Numbers the calls and keeps what became of them. */
export class CallBook {
  readonly #clock: Clock;
  readonly #onCall: (call: SimulatedCall) => void;
  readonly #ended: SimulatedCall[] = [];
  readonly #idle = new Set<() => void>();
  #begun = 0;
  #open = 0;

  constructor(clock: Clock, onCall: (call: SimulatedCall) => void) {
    this.#clock = clock;
    this.#onCall = onCall;
  }

  begin(id: string): OpenCall {
    const index = this.#begun;
    this.#begun += 1;
    this.#open += 1;
    return { id, index, startedMs: this.#clock.now().getTime() };
  }

  end(open: OpenCall, end: CallEnd): void {
    const call: SimulatedCall = {
      model: undefined,
      stream: false,
      attempt: 1,
      fault: undefined,
      billed: noTokens,
      ...open,
      ...end,
      endedMs: this.#clock.now().getTime(),
    };
    if (this.#ended.length === limit) this.#ended.splice(0, limit / 2);
    this.#ended.push(call);
    this.#open -= 1;
    this.#onCall(call);
    if (this.#open === 0) {
      for (const tell of this.#idle) tell();
      this.#idle.clear();
    }
  }

  log(): readonly SimulatedCall[] {
    return [...this.#ended];
  }

  async idle(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle.add(resolve);
    });
  }
}

/** Ids of requests and messages: another one each time, and the same ones for the same seed. */
export function callIdentifier(prefix: string, seed: number, index: number): string {
  return identifier(prefix, seededRandom(seed, prefix, index));
}
