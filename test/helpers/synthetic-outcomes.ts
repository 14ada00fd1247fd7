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

/**
 * The same with costs as they are on real repository issues: a tenth of the tasks costs a third of the money, and tasks that the cheap model fails at are dearer
 * with both. With three models, the middle one costs the geometric mean, and solves 90 % of what the cheap one does and 35 % of the rest.
 */
export function heavyTailedOutcomes(
  seed: number,
  n: number,
  truth: Truth & { readonly tiers: 2 | 3 },
): readonly ReplayedTask[] {
  const random = seededRandom('heavy-tailed outcomes', seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return syntheticOutcomes(seed, n, truth).map(({ score, outcomes }) => {
    const [cheap, strong] = outcomes.map(({ quality }) => quality);
    const size = (cheap === 1 ? 0 : 0.3) + 0.7 * normal();
    const cost = (share: number): number =>
      Math.round(1e9 * share * Math.exp(size + 0.5 * normal()));
    const middle = random() < (cheap === 1 ? 0.9 : 0.35) ? 1 : 0;
    return {
      agentType: undefined,
      score,
      outcomes: [
        { quality: cheap ?? 0, cost: cost(truth.ratio) },
        ...(truth.tiers === 3 ? [{ quality: middle, cost: cost(Math.sqrt(truth.ratio)) }] : []),
        { quality: strong ?? 0, cost: cost(1) },
      ],
    };
  });
}
