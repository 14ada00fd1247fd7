import type { Interval } from '../../core/statistics/interval.ts';

/** How a check ended. Only `pass` lets a gate open; `not-measured` and `needs-signature` leave it undecided. */
export type CheckVerdict = 'pass' | 'fail' | 'not-measured' | 'needs-signature';

/** Which gate. */
export type GateNumber = 1 | 2 | 3 | 4 | 5;

/** One requirement of a gate, with what was found. */
export interface Check {
  /** Stable: scripts match on it. */
  readonly id: string;
  readonly title: string;
  /** In words; null when nobody knows. */
  readonly measured: string | null;
  /** The number in it, in the unit of the target: shares as parts of 1, times in milliseconds, memory in bytes. */
  readonly value: number | null;
  /** 95 %, of the value. */
  readonly interval: Interval | null;
  /** How many tasks, calls, samples, … it is made of; null where that means nothing. */
  readonly n: number | null;
  readonly target: string;
  /** Where the value comes from. */
  readonly source: string;
  readonly verdict: CheckVerdict;
  /** Why, and what is still needed. */
  readonly reason: string;
  /** About how many more of `n` it takes; null when none are needed or no number would do. */
  readonly needed: number | null;
}

/** What is wanted: the part of a {@link Check} that is the same every time. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly target: string;
}

/** What was found. */
export type Finding = Partial<Omit<Check, keyof Requirement>> & Pick<Check, 'verdict' | 'reason'>;

/** A check of what is wanted and what was found. */
export function checkOf({ id, title, target }: Requirement, finding: Finding): Check {
  return {
    id,
    title,
    measured: null,
    value: null,
    interval: null,
    n: null,
    target,
    source: '-',
    needed: null,
    ...finding,
  };
}

/** A value, or why there is none. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T; readonly source: string }
  | { readonly kind: 'absent'; readonly reason: string; readonly source?: string };

/** What was looked for and not found is no pass. */
export function notMeasured({ reason, source = '-' }: Found<never> & { kind: 'absent' }): Finding {
  return { verdict: 'not-measured', reason, source };
}
