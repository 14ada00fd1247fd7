import { defaultEscalation } from '../../escalation/escalation-settings.ts';
import { itemAt } from '../../escalation/item-at.ts';
import { seededRandom } from '../../random.ts';
import { analyze } from '../analyze.ts';
import type { Interval } from './bootstrap.ts';
import type { JudgeOptions, OutcomeReport, PolicyReport } from './judge-outcomes.ts';
import type { Outcome, Totals, TriedTask } from './outcomes.ts';
import {
  costOf,
  type ReplayedTask,
  replayEscalation,
  type ReplayResult,
} from './replay-escalation.ts';
import { sumOf } from './sum-of.ts';

/** Replays, each with other errors of the verifier: what is told is the mean over them. */
const ROUNDS = 40;
/** From here on, a judge's score counts as solved where a yes or no is needed. */
export const SOLVED = 0.5;
const NANO = 1e9;

interface Scored extends TriedTask {
  readonly score: number;
}

type Escalated = Pick<
  OutcomeReport,
  'selectionAccuracy' | 'starts' | 'intervals' | 'learnedFrom' | 'regret'
> & {
  readonly policy: PolicyReport;
};

/** Means over the replays, for one task. */
interface Row {
  readonly quality: number;
  readonly cost: number;
  readonly strongQuality: number;
  readonly strongCost: number;
  readonly oracle: Totals;
}

/** What the live policy makes of the tasks. */
export function judgeEscalation(
  tasks: readonly Scored[],
  tiers: readonly string[],
  { weights, settings = defaultEscalation, seed = 1, history = [], learned }: JudgeOptions,
): Escalated {
  const judged = new Set(tasks.map(({ task }) => task.description));
  const earlier = history.filter(({ task }) => !judged.has(task.description));
  const replay = {
    tiers,
    tasks: tasks.map(replayed),
    history: earlier.map((tried) =>
      replayed({ ...tried, score: analyze(tried.task, weights).score }),
    ),
    learned,
    settings,
    seed,
  };
  const rounds = Array.from({ length: ROUNDS }, (_, round) => replayEscalation(replay, round));
  const rows = tasks.map(({ weak, strong, tiers: tried = [weak, strong] }, index): Row => {
    const results = rounds.flatMap((round) => round.slice(index, index + 1));
    return {
      quality: sumOf(results, ({ quality }) => quality) / ROUNDS,
      cost: sumOf(results, ({ cost }) => cost) / ROUNDS,
      strongQuality: strong.quality,
      strongCost: strong.cost ?? 1,
      oracle: oracleOf(tried),
    };
  });
  const priced = tasks.every(({ weak }) => weak.cost !== undefined);
  const cost = sumOf(rows, (row) => row.cost);
  return {
    policy: {
      name: 'escalation',
      solves: sumOf(rows, ({ quality }) => quality),
      costUsd: priced ? cost / NANO : null,
      savedVsStrong: savedBy(rows),
      solvesVsStrong: solvedBy(rows),
    },
    selectionAccuracy: selectionAccuracy(
      replay.tasks,
      rounds.map((round) => round.map(({ answered }) => answered)),
    ),
    starts: tiers.map((_, tier) => startedAt(tier, rounds.flat())),
    intervals: { saved: interval(rows, savedBy), solves: interval(rows, solvedBy) },
    regret: regretOf(rows),
    learnedFrom: earlier.length + (learned?.tasks ?? 0),
  };
}

function replayed({ task, weak, strong, tiers = [weak, strong], score }: Scored): ReplayedTask {
  return { agentType: task.agentType, score, outcomes: tiers };
}

/** The cheapest model that solves it, else the cheapest: what is best for somebody who knows. */
export function oracleOf(tiers: readonly Outcome[]): Totals {
  const solving = tiers.findIndex(({ quality }) => quality >= SOLVED);
  const tier = Math.max(0, solving);
  const { quality, cost } = itemAt(tiers, tier);
  return { quality, cost: costOf(cost, tier) };
}

function regretOf(rows: readonly Row[]): OutcomeReport['regret'] {
  const dearer = sumOf(rows, ({ cost, oracle }) => cost - oracle.cost);
  const unsolved = sumOf(rows, ({ quality, oracle }) => oracle.quality - quality);
  const strong = sumOf(rows, ({ strongQuality }) => strongQuality);
  return {
    cost: ratio(
      dearer,
      sumOf(rows, ({ strongCost }) => strongCost),
    ),
    solves: strong === 0 ? 0 : unsolved / strong,
  };
}

function savedBy(rows: readonly Row[]): number {
  return (
    1 -
    ratio(
      sumOf(rows, ({ cost }) => cost),
      sumOf(rows, ({ strongCost }) => strongCost),
    )
  );
}

function solvedBy(rows: readonly Row[]): number {
  const all = sumOf(rows, ({ strongQuality }) => strongQuality);
  return ratio(
    sumOf(rows, ({ quality }) => quality),
    all,
  );
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

/** Of the tasks that some model solves, the share answered by the cheapest that does. */
function selectionAccuracy(
  tasks: readonly ReplayedTask[],
  rounds: readonly (readonly number[])[],
): number | null {
  const cheapest = tasks.map(({ outcomes }) =>
    outcomes.findIndex(({ quality }) => quality >= SOLVED),
  );
  const solvable = cheapest.filter((tier) => tier >= 0).length;
  if (solvable === 0) return null;
  const right = sumOf(
    rounds,
    (round) => round.filter((answered, index) => cheapest[index] === answered).length,
  );
  return right / solvable / rounds.length;
}

function startedAt(tier: number, results: readonly ReplayResult[]): number {
  const there = results.filter(({ started }) => started === tier).length;
  return ratio(there, results.length);
}

const SAMPLES = 1000;
const TAIL = 0.025;

/** The 95 % interval of a ratio of sums, by the percentiles over samples of tasks drawn with replacement. */
function interval(rows: readonly Row[], of: (rows: readonly Row[]) => number): Interval {
  const random = seededRandom('bootstrap of ratios');
  const values = Array.from({ length: SAMPLES }, () =>
    of(rows.map(() => itemAt(rows, Math.floor(random() * rows.length)))),
  ).toSorted((a, b) => a - b);
  const at = (share: number): number => Number(values.at(Math.floor(share * SAMPLES)));
  return [at(TAIL), at(1 - TAIL)];
}
