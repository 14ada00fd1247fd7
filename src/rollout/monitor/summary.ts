import type { Breach } from './breaches.ts';
import type { Look } from './look.ts';
import type { Watched, WatchedId } from './watched.ts';

/** One value over the whole time. */
export interface ValueSummary {
  readonly id: WatchedId;
  readonly unit: Watched['unit'];
  readonly sense: Watched['sense'];
  readonly limit: number;
  /** Null when it was never measured. */
  readonly last: number | null;
  /** The worst of all looks; null when it was never measured. */
  readonly worst: number | null;
}

/** What was seen from the first to the last look. */
export interface MonitorSummary {
  /** `breached`, `well`, or `nothing` where no value was ever measured. */
  readonly verdict: 'well' | 'breached' | 'nothing';
  readonly source: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly looks: number;
  /** Looks in which a target did not answer. */
  readonly gaps: number;
  /** It was ended before its time. */
  readonly interrupted: boolean;
  readonly values: readonly ValueSummary[];
  readonly breaches: readonly BreachReport[];
}

/** A breach with its times as ISO 8601. */
export interface BreachReport extends Omit<Breach, 'began' | 'ended'> {
  readonly began: string;
  readonly ended: string | null;
}

/** A breach for programs. */
export function breachReport({ began, ended, ...rest }: Breach): BreachReport {
  return { ...rest, began: isoOf(began), ended: ended === null ? null : isoOf(ended) };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

/** Keeps of all looks what the summary needs. */
export class Tally {
  readonly #worst = new Map<WatchedId, { readonly last: number; readonly worst: number }>();
  #looks = 0;
  #gaps = 0;
  #from: number | undefined;
  #to = 0;

  add(look: Look, watched: readonly Watched[]): void {
    this.#looks += 1;
    this.#gaps += look.silent.length > 0 ? 1 : 0;
    this.#from ??= look.at;
    this.#to = look.at;
    for (const { id, value } of look.values) {
      if (value === undefined) continue;
      const sense = watched.find((one) => one.id === id)?.sense;
      const before = this.#worst.get(id)?.worst ?? value;
      const worst = sense === 'least' ? Math.min(before, value) : Math.max(before, value);
      this.#worst.set(id, { last: value, worst });
    }
  }

  summary(
    watched: readonly Watched[],
    breaches: readonly Breach[],
    { source, interrupted }: Pick<MonitorSummary, 'source' | 'interrupted'>,
  ): MonitorSummary {
    const values = watched.map(({ id, unit, sense, limit }) => {
      const seen = this.#worst.get(id);
      return { id, unit, sense, limit, last: seen?.last ?? null, worst: seen?.worst ?? null };
    });
    const isMeasured = values.some(({ last }) => last !== null);
    return {
      verdict: breaches.length > 0 ? 'breached' : isMeasured ? 'well' : 'nothing',
      source,
      from: new Date(this.#from ?? 0).toISOString(),
      to: new Date(this.#to).toISOString(),
      looks: this.#looks,
      gaps: this.#gaps,
      interrupted,
      values,
      breaches: breaches.map((breach) => breachReport(breach)),
    };
  }
}
