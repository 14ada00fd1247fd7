import { createHash } from 'node:crypto';
import type { Clock } from '../../core/ports.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { ModelQuestion } from '../agent/model-question.ts';
import type { WarmCache } from '../escalation/situation-of.ts';

/** Milliseconds that a provider keeps a prompt after it was used last. */
const lifeMs = { '5m': 300_000, '1h': 3_600_000 } as const;
/** System prompts that are remembered; the oldest go first. */
const MOST = 1000;

interface Kept {
  readonly tokens: number;
  readonly until: number;
}

/** Remembers which models' providers have which system prompts in their caches, by what they counted. Other processes may warm them, too: then it knows less than there is. */
export class WarmCaches {
  readonly #clock: Clock;
  /** By the digest of the system prompt, then by the model's name. */
  readonly #kept = new Map<string, Map<string, Kept>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Passes the events of a call on, and remembers what its provider says of its cache. */
  async *watch(
    modelName: string,
    question: ModelQuestion,
    events: AsyncIterable<StreamEvent>,
  ): AsyncGenerator<StreamEvent> {
    for await (const event of events) {
      if (event.type === 'usage') {
        const { cacheRead, cacheWrite5m, cacheWrite1h } = event.usage;
        this.#keep(modelName, question, cacheRead + cacheWrite5m + cacheWrite1h);
      }
      yield event;
    }
  }

  /** Where the system prompt of a question is warm; undefined where it is nowhere, or the question does not want it kept. */
  of({ system, cacheSystem: ttl }: ModelQuestion): WarmCache | undefined {
    if (system === undefined || ttl === undefined) return undefined;
    const now = this.#clock.now().getTime();
    const kept = this.#kept.get(digestOf(system, ttl)) ?? new Map<string, Kept>();
    const warm = [...kept].filter(([, { until }]) => until > now);
    if (warm.length === 0) return undefined;
    const tokens = Math.max(...warm.map(([, one]) => one.tokens));
    return { tokens, ttl, models: new Set(warm.map(([name]) => name)) };
  }

  #keep(modelName: string, { system, cacheSystem: ttl }: ModelQuestion, tokens: number): void {
    if (system === undefined || ttl === undefined || tokens === 0) return;
    const digest = digestOf(system, ttl);
    const models = this.#kept.get(digest) ?? new Map<string, Kept>();
    // What was used last is remembered longest.
    this.#kept.delete(digest);
    this.#kept.set(digest, models);
    models.set(modelName, { tokens, until: this.#clock.now().getTime() + lifeMs[ttl] });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function digestOf(system: string, ttl: keyof typeof lifeMs): string {
  return createHash('sha256').update(`${ttl}\n${system}`).digest('base64');
}
