import { type Prospect, solvedShare, type Way } from './prospects.ts';
import type { VerifierErrors } from './escalation-settings.ts';

/** The strongest model solves nine in ten of what a cheaper one solves: about what is published for pairs on repository issues. Verdicts cannot tell, as nobody tries the strongest model on what was accepted. */
const OVERLAP = 0.9;

/** What is weighed. */
interface Weighed {
  /** The tier to start at. */
  readonly tier: Prospect;
  readonly strongest: Prospect;
  /** The way on from there. */
  readonly on: Way;
  /** That it leads to the strongest model at once. */
  readonly direct: boolean;
  readonly verifier: VerifierErrors;
}

/** Chances that a task is solved. */
export interface Quality {
  /** By the whole way from a tier. */
  readonly whole: number;
  /** By the strongest model, asked at once. */
  readonly alone: number;
}

/** What starting at a tier is expected to solve, and what the strongest model does alone. */
export function qualityOf({ tier, strongest, on, direct, verifier }: Weighed): Quality {
  const { falseAccept, falseReject } = verifier;
  const solves = solvedShare(tier.first.mean, verifier);
  const afterwards = solvedShare(strongest.later.mean, verifier);
  const rejectedWrong = (1 - falseAccept) * (1 - solves);
  const rejectedRight = falseReject * solves;
  // Of what is rejected the strongest solves so much; some of that had been right before.
  const fromWrong = afterwards * (rejectedWrong + rejectedRight) - rejectedRight * OVERLAP;
  const solvesHard = rejectedWrong === 0 ? 0 : Math.max(0, fromWrong) / rejectedWrong;
  const further = direct ? afterwards : on.solves;
  return {
    whole: solves - rejectedRight + (rejectedWrong + rejectedRight) * further,
    alone: solves * OVERLAP + (1 - solves) * solvesHard,
  };
}
