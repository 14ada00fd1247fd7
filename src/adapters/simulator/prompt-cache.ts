import { createHash } from 'node:crypto';
import type { Clock } from '../../core/ports.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { BoundedMap } from './bounded-map.ts';
import type { CacheTtl, Segment } from './messages-request.ts';

interface Entry {
  readonly endsMs: number;
  readonly ttl: CacheTtl;
}

const lifeMs: Readonly<Record<CacheTtl, number>> = { '5m': 300_000, '1h': 3_600_000 };
/** So many pieces before a mark are looked at for what earlier requests cached. */
const lookBack = 20;

/** What the input of a request counts as. */
export type InputUsage = Omit<TokenUsage, 'output'>;

/** Beginnings of prompts that were seen before, for each model. */
export class PromptCache {
  readonly #entries = new BoundedMap<Entry>(10_000);
  readonly #clock: Clock;
  readonly #minimum: number;

  /** @param minimum shorter beginnings, in tokens, are not cached */
  constructor(clock: Clock, minimum: number) {
    this.#clock = clock;
    this.#minimum = minimum;
  }

  /** Reads what is cached, writes what is marked, and tells what that makes of the input. Reading prolongs an entry's life. */
  admit(model: string, segments: readonly Segment[]): InputUsage {
    const now = this.#clock.now().getTime();
    const prefixes = prefixesOf(model, segments);
    const marks = prefixes.filter(
      (prefix) => prefix.cache !== undefined && prefix.tokens >= this.#minimum,
    );
    const hit = this.#longestHit(prefixes, marks, now);
    const written = { '5m': 0, '1h': 0 };
    let upTo = hit?.tokens ?? 0;
    for (const { key, tokens, cache } of marks) {
      if (cache !== undefined && tokens > upTo) {
        written[cache] += tokens - upTo;
        upTo = tokens;
        this.#entries.set(key, { ttl: cache, endsMs: now + lifeMs[cache] });
      }
    }
    return {
      input: (prefixes.at(-1)?.tokens ?? 0) - upTo,
      cacheRead: hit?.tokens ?? 0,
      cacheWrite5m: written['5m'],
      cacheWrite1h: written['1h'],
    };
  }

  #longestHit(
    prefixes: readonly Prefix[],
    marks: readonly Prefix[],
    now: number,
  ): Prefix | undefined {
    const near = prefixes.filter(({ index }) =>
      marks.some((mark) => index <= mark.index && index > mark.index - lookBack),
    );
    const hit = near.findLast(({ key }) => (this.#entries.get(key)?.endsMs ?? 0) > now);
    const entry = hit === undefined ? undefined : this.#entries.get(hit.key);
    if (hit !== undefined && entry !== undefined) {
      this.#entries.set(hit.key, { ttl: entry.ttl, endsMs: now + lifeMs[entry.ttl] });
    }
    return hit;
  }
}

/** The prompt up to one of its pieces. */
interface Prefix {
  readonly index: number;
  readonly key: string;
  readonly tokens: number;
  readonly cache: CacheTtl | undefined;
}

function prefixesOf(model: string, segments: readonly Segment[]): readonly Prefix[] {
  const cached = segments.some((segment) => segment.cache !== undefined);
  let key = model;
  let tokens = 0;
  return segments.map((segment, index) => {
    tokens += segment.tokens;
    if (cached) key = createHash('sha256').update(`${key}\n${segment.content}`).digest('base64');
    return { index, key, tokens, cache: segment.cache };
  });
}
