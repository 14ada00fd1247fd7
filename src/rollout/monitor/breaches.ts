import type { Look } from './look.ts';
import type { Watched } from './watched.ts';

/** A limit that is passed, or a target that says nothing. */
export interface Breach {
  /** The id of what is watched, or `no-data`. */
  readonly id: string;
  /** The target without data; null for values. */
  readonly target: string | null;
  /** Milliseconds since 1970. */
  readonly began: number;
  /** Null while it lasts. */
  readonly ended: number | null;
  /** The worst value; null without data. */
  readonly worst: number | null;
  readonly limit: number | null;
  /** Why there is no data; empty for values. */
  readonly reason: string;
}

/** That a breach began or ended. */
export interface BreachEvent {
  readonly kind: 'began' | 'ended';
  readonly breach: Breach;
}

/** Follows limits from look to look: each breach is told when it begins, and when it ends. */
export class Breaches {
  readonly #watched: readonly Watched[];
  readonly #patience: number;
  readonly #open = new Map<string, Breach>();
  readonly #closed: Breach[] = [];
  /** For how many looks targets have said nothing. */
  readonly #silence = new Map<string, number>();

  /** @param patience so many looks without data are a breach */
  constructor(watched: readonly Watched[], patience: number) {
    this.#watched = watched;
    this.#patience = patience;
  }

  /** All so far, in the order of their beginnings. */
  get all(): readonly Breach[] {
    return [...this.#closed, ...this.#open.values()].toSorted((a, b) => a.began - b.began);
  }

  /** Those that last. */
  get open(): readonly Breach[] {
    return [...this.#open.values()];
  }

  /** @returns what began and ended with this look */
  follow(look: Look): readonly BreachEvent[] {
    return [...this.#values(look), ...this.#silences(look)];
  }

  #values({ at, values, answered }: Look): readonly BreachEvent[] {
    return this.#watched.flatMap(({ id, limit, sense }) => {
      const measure = values.find((value) => value.id === id);
      if (measure === undefined) return [];
      const { value = null, beyond } = measure;
      if (beyond) {
        const breach = { id, target: null, began: at, ended: null, limit, reason: '' };
        return this.#begin(id, { ...breach, worst: value }, sense);
      }
      // While nobody answers, nothing shows that it is over.
      return answered === 0 ? [] : this.#end(id, at);
    });
  }

  #silences({ at, silent }: Look): readonly BreachEvent[] {
    const events: BreachEvent[] = [];
    for (const { target, reason } of silent) {
      const looks = (this.#silence.get(target) ?? 0) + 1;
      this.#silence.set(target, looks);
      if (looks < this.#patience) continue;
      const breach = { id: 'no-data', target, began: at, ended: null, worst: null, limit: null };
      events.push(...this.#begin(`no-data ${target}`, { ...breach, reason }, 'most'));
    }
    const quiet = new Set(silent.map(({ target }) => target));
    for (const target of [...this.#silence.keys()].filter((one) => !quiet.has(one))) {
      this.#silence.delete(target);
      events.push(...this.#end(`no-data ${target}`, at));
    }
    return events;
  }

  #begin(key: string, breach: Breach, sense: Watched['sense']): readonly BreachEvent[] {
    const before = this.#open.get(key);
    if (before === undefined) {
      this.#open.set(key, breach);
      return [{ kind: 'began', breach }];
    }
    this.#open.set(key, { ...before, worst: worse(before.worst, breach.worst, sense) });
    return [];
  }

  #end(key: string, at: number): readonly BreachEvent[] {
    const before = this.#open.get(key);
    if (before === undefined) return [];
    const breach = { ...before, ended: at };
    this.#open.delete(key);
    this.#closed.push(breach);
    return [{ kind: 'ended', breach }];
  }
}

function worse(one: number | null, other: number | null, sense: Watched['sense']): number | null {
  if (one === null || other === null) return one ?? other;
  return sense === 'most' ? Math.max(one, other) : Math.min(one, other);
}
