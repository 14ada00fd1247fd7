import type { ReplayedTask } from '../../src/core/routing/evaluation/replay-escalation.ts';
import { seededRandom } from '../../src/core/random.ts';

/** The truth behind generated tasks: shares of what both models solve, only the cheap one, only the strong one; and what the cheap one costs. */
export interface Truth {
  readonly both: number;
  readonly cheapOnly: number;
  readonly strongOnly: number;
  readonly ratio: number;
}

/** Tasks of known truth; what they cost varies by a factor of about two. */
export function syntheticOutcomes(seed: number, n: number, truth: Truth): readonly ReplayedTask[] {
  const random = seededRandom('synthetic outcomes', seed);
  return Array.from({ length: n }, () => {
    const draw = random();
    const both = draw < truth.both;
    const cheap = draw < truth.both + truth.cheapOnly;
    const strong = both || (!cheap && draw < truth.both + truth.cheapOnly + truth.strongOnly);
    const size = 0.6 + 0.8 * random();
    const cost = (share: number): number => Math.round(1e9 * share * size * (0.7 + 0.6 * random()));
    return {
      agentType: undefined,
      score: random(),
      outcomes: [
        { quality: cheap ? 1 : 0, cost: cost(truth.ratio) },
        { quality: strong ? 1 : 0, cost: cost(1) },
      ],
    };
  });
}
