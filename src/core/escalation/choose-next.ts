import type { EscalationHistory } from './escalation-history.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { prospectsOf, type Situation, solvedShare, wayOn } from './prospects.ts';

/** Where a task goes on. */
export type NextChoice =
  | { readonly kind: 'climb'; readonly next: number }
  | { readonly kind: 'stop'; readonly reason: 'strongest' | 'attempts' | 'hopeless' };

/** Below this chance, a further attempt is money lost. */
const HOPELESS = 0.02;
/** 95 %, one-sided. */
const CERTAINTY = 1.645;

/** Chooses the tier that tries next after an answer that was not accepted, or that nobody does: none is left, or none of them ever gets it right. */
export function chooseNext(
  situation: Situation,
  { tried, attempts, history, settings }: Progress,
): NextChoice {
  const left = settings.maxAttempts - attempts;
  if (tried >= situation.tiers.length - 1) return { kind: 'stop', reason: 'strongest' };
  if (left < 1) return { kind: 'stop', reason: 'attempts' };
  const prospects = prospectsOf(situation, history);
  const hopeless = prospects.slice(tried + 1).every(({ later: { mean, variance, seen } }) => {
    const most = solvedShare(mean + CERTAINTY * Math.sqrt(variance), settings.verifier);
    return seen >= settings.minSamples && most < HOPELESS;
  });
  if (hopeless && situation.draw >= settings.explore) return { kind: 'stop', reason: 'hopeless' };
  return {
    kind: 'climb',
    next: wayOn(prospects, { above: tried, left, settings, trial: true }).next,
  };
}

/** How far a task has come. */
export interface Progress {
  /** Position of the tier that was tried last. */
  readonly tried: number;
  /** How many attempts were made. */
  readonly attempts: number;
  readonly history: EscalationHistory;
  readonly settings: EscalationSettings;
}
