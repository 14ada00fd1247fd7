/** How often a verifier errs. The two add up to less than 1, or its word is worth nothing. */
export interface VerifierErrors {
  /** Share of wrong answers that it accepts: each one costs a solve. */
  readonly falseAccept: number;
  /** Share of right answers that it rejects: each one costs money. */
  readonly falseReject: number;
}

/** What the policy goes by. */
export interface EscalationSettings {
  /** Attempts at a task, the first one included. */
  readonly maxAttempts: number;
  /** So many tasks start at a tier before what they say may rule it out. */
  readonly minSamples: number;
  /**
   * Share of what the strongest model would cost that may be lost to finding out what pays, and that is spent on starting tasks one tier lower than what
   * is known would have them, so that a change is noticed.
   */
  readonly explore: number;
  /** What a way must be expected to solve, as a share of what the strongest model does alone. */
  readonly quality: number;
  readonly verifier: VerifierErrors;
}

/** What holds where nothing else is said. */
export const defaultEscalation: EscalationSettings = {
  maxAttempts: 3,
  minSamples: 10,
  explore: 0.005,
  quality: 1,
  verifier: { falseAccept: 0.1, falseReject: 0.1 },
};
