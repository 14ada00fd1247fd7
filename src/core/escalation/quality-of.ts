import { type Prospect, solvedShare, type Way } from './prospects.ts';
import type { Belief } from './escalation-history.ts';
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
  /** Standard deviations by which what is known may be wrong in favour of the tier. */
  readonly deviations: number;
}

/** What starting at a tier solves, as a share of what the strongest model solves alone; as much as it may well be by what is known. */
export function qualityOf(weighed: Weighed): number {
  const { tier, strongest, deviations } = weighed;
  const ends = ({ mean, variance }: Belief): readonly number[] =>
    [-1, 0, 1].map((sign) => mean + sign * deviations * Math.sqrt(variance));
  const shares = ends(tier.first).flatMap((first) =>
    ends(strongest.later).map((later) => qualityAt(weighed, first, later)),
  );
  return Math.max(...shares);
}

function qualityAt({ verifier, on, direct }: Weighed, first: number, later: number): number {
  const { falseAccept, falseReject } = verifier;
  const solves = solvedShare(first, verifier);
  const afterwards = solvedShare(later, verifier);
  const rejectedWrong = (1 - falseAccept) * (1 - solves);
  const rejectedRight = falseReject * solves;
  // Of what is rejected the strongest solves so much; some of that had been right before.
  const fromWrong = afterwards * (rejectedWrong + rejectedRight) - rejectedRight * OVERLAP;
  const solvesHard = rejectedWrong === 0 ? 0 : Math.max(0, fromWrong) / rejectedWrong;
  const further = direct ? afterwards : on.solves;
  const all = solves - rejectedRight + (rejectedWrong + rejectedRight) * further;
  const alone = solves * OVERLAP + (1 - solves) * solvesHard;
  return alone === 0 ? 1 : all / alone;
}
