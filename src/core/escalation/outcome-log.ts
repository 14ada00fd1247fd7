import type { AttemptRecord } from './escalation-history.ts';

/** What became of a task that was verified; what the policy learns from. */
export interface VerifiedOutcome {
  /** The task's; the same outcome told twice is kept once. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly agentType: string;
  /** Of the score. */
  readonly band: number;
  /** In order. */
  readonly attempts: readonly AttemptRecord[];
}

/** Keeps what became of tasks. */
export interface OutcomeLog {
  add(outcome: VerifiedOutcome): Promise<void>;
  /** The latest ones, the oldest of them first. */
  latest(limit: number): Promise<readonly VerifiedOutcome[]>;
}
