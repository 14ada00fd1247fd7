import type { Verdict } from '../verdict.ts';

/** Why there is nothing to judge. */
export interface Lack {
  readonly kind: 'absent' | 'unusable' | 'inapplicable';
  readonly reason: string;
}

const verdicts = {
  absent: 'INSUFFICIENT_DATA',
  unusable: 'ERROR',
  inapplicable: 'NOT_APPLICABLE',
} as const satisfies Record<Lack['kind'], Verdict>;

/** What follows from having no data: never PASS. */
export function withoutData({ kind, reason }: Lack): {
  readonly verdict: Verdict;
  readonly reason: string;
} {
  return { verdict: verdicts[kind], reason };
}
