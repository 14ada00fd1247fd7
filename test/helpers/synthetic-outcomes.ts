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

/** What generated tasks are like; models in the order of their costs. */
export interface Shape {
  /** What each model solves alone. */
  readonly solves: readonly number[];
  /** What a task costs with each. */
  readonly costs: readonly number[];
  /** On so many tasks the task's own difficulty decides who solves it, on the others chance: 0.9 when undefined, so the strong model solves about 95 % of what the cheap one does. */
  readonly shared?: number;
  /** How much tasks differ in size, as a standard deviation of the logarithm: 0.7 when undefined, so a tenth of the tasks costs a third of the money; with 1.2 the half. */
  readonly size?: number;
  /** In order of repositories, some of which are harder and dearer than others, or of difficulty; in none when undefined. */
  readonly order?: 'repositories' | 'hard first';
  /** Of so many tasks the score tells how hard they are. */
  readonly telling?: number;
}

/** How many tasks of 500 come from each repository: a few have most of them, as in public sets of issues. */
const repositories = [22, 231, 34, 2, 1, 8, 22, 10, 19, 32, 44, 75];

/**
 * Tasks with outcomes and costs as they are on real repository issues: heavy tails, what one model fails at is harder and dearer for all. Costs with one
 * model vary by a factor of about 1.6 either way beside the other.
 */
export function heavyTailedOutcomes(
  seed: number,
  n: number,
  shape: Shape,
): readonly ReplayedTask[] {
  const { solves, costs, shared = 0.9, size = 0.7, order, telling = 0 } = shape;
  const random = seededRandom('heavy-tailed outcomes', seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kinds = repositories.flatMap((tasks, repository) => {
    const kind = { repository, harder: 0.15 * normal(), dearer: 0.3 * normal() };
    return Array.from({ length: tasks }, () => kind);
  });
  const tasks = Array.from({ length: n }, () => {
    const kind = order === 'repositories' ? kinds[Math.floor(random() * kinds.length)] : undefined;
    const difficulty = Math.min(1, Math.max(0, random() + (kind?.harder ?? 0)));
    const solved = solves.map((skill) => (random() < shared ? difficulty : random()) < skill);
    const large = size * normal() + (kind?.dearer ?? 0) + (solved[0] === true ? 0 : 0.6);
    const outcomes = costs.map((cost, index) => ({
      quality: solved[index] === true ? 1 : 0,
      cost: Math.round(1e9 * cost * Math.exp(large + 0.5 * normal())),
    }));
    const score = random() < telling ? difficulty : random();
    return { agentType: undefined, score, outcomes, difficulty, place: kind?.repository ?? 0 };
  });
  if (order === 'hard first') return tasks.toSorted((a, b) => b.difficulty - a.difficulty);
  return tasks.toSorted((a, b) => a.place - b.place);
}
