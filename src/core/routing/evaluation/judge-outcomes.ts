import type { EscalationSettings } from '../../escalation/escalation-settings.ts';
import type { Learned } from '../../escalation/learned.ts';
import { seededRandom } from '../../random.ts';
import { analyze } from '../analyze.ts';
import { type ComplexityWeights, documentedWeights, tierBounds } from '../complexity-analysis.ts';
import type { Interval } from './bootstrap.ts';
import { curveOf, type CurveReport, type OutcomeSet, totals, type TriedTask } from './outcomes.ts';
import { judgeEscalation, oracleOf } from './judge-escalation.ts';
import { sumOf } from './sum-of.ts';
import { taskLength } from './task-length.ts';

/** What a way to choose between two models brings and costs. */
export interface PolicyReport {
  readonly name: string;
  /** Tasks solved, or the sum of the judge's scores. */
  readonly solves: number;
  /** US dollars; null when the data does not tell. */
  readonly costUsd: number | null;
  /** Share of the strong model's cost that is saved; of its calls, when costs are not told. */
  readonly savedVsStrong: number;
  /** Share of what the strong model solves. */
  readonly solvesVsStrong: number;
}

/** How well the router chooses between two models. */
export interface OutcomeReport {
  readonly kind: 'outcomes';
  /** Tasks. */
  readonly n: number;
  readonly weak: string;
  readonly strong: string;
  /** All models, the cheapest first. */
  readonly tiers: readonly string[];
  readonly policies: readonly PolicyReport[];
  /** After escalation: of the tasks that some model solves, the share answered by the cheapest that does; null when there is none. */
  readonly selectionAccuracy: number | null;
  /** With which models escalation begins: shares of the tasks, in the order of the tiers. */
  readonly starts: readonly number[];
  /** 95 %, by bootstrap over the tasks. */
  readonly intervals: {
    /** Of what escalation saves. */
    readonly saved: Interval;
    /** Of what it solves, as a share of what the strong model does. */
    readonly solves: Interval;
  };
  /** What escalation falls behind somebody who knows all outcomes beforehand and asks the cheapest model that solves the task, or the cheapest of all where none does. */
  readonly regret: {
    /** Paid too much, as a share of what the strong model costs. */
    readonly cost: number;
    /** Not solved, as a share of what the strong model solves. */
    readonly solves: number;
  };
  /** Tasks of the history that were learned from: those that are judged too are left out. */
  readonly learnedFrom: number;
  /** Every ranking at every share of calls to the strong model. */
  readonly curves: readonly CurveReport[];
}

const SHUFFLES = 100;

interface Measured extends TriedTask {
  readonly score: number;
  readonly length: number;
}

/** How outcomes are judged. */
export interface JudgeOptions {
  readonly weights?: ComplexityWeights | undefined;
  readonly settings?: EscalationSettings | undefined;
  readonly seed?: number | undefined;
  /** What was learned before: other tasks. */
  readonly history?: readonly TriedTask[] | undefined;
  /** What was learned before, as `aqe route learn` wrote it. */
  readonly learned?: Learned | undefined;
}

/** Judges the router on tasks whose outcome with both models is known. It sees neither outcome. */
export function judgeOutcomes(
  { weak, strong, tiers = [weak, strong], tasks }: OutcomeSet,
  options: JudgeOptions = {},
): OutcomeReport {
  const { weights = documentedWeights } = options;
  const measured = tasks.map((tried) => ({
    ...tried,
    score: analyze(tried.task, weights).score,
    length: taskLength(tried.task),
  }));
  const escalated = judgeEscalation(measured, tiers, options);
  return {
    kind: 'outcomes',
    n: tasks.length,
    weak,
    strong,
    tiers,
    policies: [escalated.policy, ...policiesOf(measured)],
    selectionAccuracy: escalated.selectionAccuracy,
    starts: escalated.starts,
    intervals: escalated.intervals,
    regret: escalated.regret,
    learnedFrom: escalated.learnedFrom,
    curves: [
      curveOf(
        'router',
        ranked(measured, ({ score }) => score),
      ),
      randomCurve(measured),
      curveOf(
        'length',
        ranked(measured, ({ length }) => length),
      ),
      curveOf('oracle', ranked(measured, gainOf)),
    ],
  };
}

function policiesOf(tasks: readonly Measured[]): readonly PolicyReport[] {
  const routed = new Set<TriedTask>(tasks.filter(({ score }) => score > tierBounds.haiku));
  const drawn = new Set<TriedTask>(shuffled(tasks, 0).slice(0, routed.size));
  const longest = ranked(tasks, ({ length }) => length).slice(0, routed.size);
  const long = new Set<TriedTask>(longest);
  const report = (name: string, isStrong: (tried: TriedTask) => boolean): PolicyReport =>
    policyReport(name, tasks, isStrong);
  return [
    report('prompt-only', (tried) => routed.has(tried)),
    report('random', (tried) => drawn.has(tried)),
    report('length', (tried) => long.has(tried)),
    report('always-cheap', () => false),
    report('always-strong', () => true),
    oracleReport(tasks),
  ];
}

/** Of more than two models the cheapest that solves a task; of two the strong one where it gains something. */
function oracleReport(tasks: readonly Measured[]): PolicyReport {
  const plain = policyReport('oracle', tasks, (tried) => gainOf(tried) > 0);
  if (tasks.every(({ tiers = [] }) => tiers.length <= 2)) return plain;
  const chosen = tasks.map(({ tiers = [] }) => oracleOf(tiers));
  const strong = totals(tasks, () => true);
  const cost = sumOf(chosen, (outcome) => outcome.cost);
  const solves = sumOf(chosen, ({ quality }) => quality);
  return {
    name: 'oracle',
    solves,
    costUsd: plain.costUsd === null ? null : cost / NANO,
    savedVsStrong: 1 - ratio(cost, strong.cost),
    solvesVsStrong: ratio(solves, strong.quality),
  };
}

function gainOf({ strong, weak }: TriedTask): number {
  return strong.quality - weak.quality;
}

function ranked<T extends TriedTask>(tasks: readonly T[], by: (tried: T) => number): readonly T[] {
  return tasks.toSorted((a, b) => by(b) - by(a));
}

function shuffled<T extends TriedTask>(tasks: readonly T[], round: number): readonly T[] {
  const random = seededRandom('shuffle', round);
  return tasks
    .map((tried) => ({ tried, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ tried }) => tried);
}

/** The mean over a hundred orders. */
function randomCurve(tasks: readonly TriedTask[]): CurveReport {
  const curves = Array.from({ length: SHUFFLES }, (_, round) =>
    curveOf('random', shuffled(tasks, round)),
  );
  const mean = (of: (curve: CurveReport) => number): number => sumOf(curves, of) / SHUFFLES;
  const cost = (quality: keyof CurveReport['costAtQuality']): number | null => {
    const known = curves.flatMap(({ costAtQuality }) => costAtQuality[quality] ?? []);
    return known.length < SHUFFLES ? null : sumOf(known, (value) => value) / SHUFFLES;
  };
  return {
    name: 'random',
    apgr: mean(({ apgr }) => apgr),
    cpt50: mean(({ cpt50 }) => cpt50),
    cpt80: mean(({ cpt80 }) => cpt80),
    costAtQuality: { 90: cost('90'), 95: cost('95'), 98: cost('98'), 100: cost('100') },
  };
}

const NANO = 1e9;

function policyReport(
  name: string,
  tasks: readonly TriedTask[],
  isStrong: (tried: TriedTask) => boolean,
): PolicyReport {
  const chosen = totals(tasks, isStrong);
  const strong = totals(tasks, () => true);
  const priced = tasks.every(({ weak }) => weak.cost !== undefined);
  return {
    name,
    solves: chosen.quality,
    costUsd: priced ? chosen.cost / NANO : null,
    savedVsStrong: 1 - ratio(chosen.cost, strong.cost),
    solvesVsStrong: ratio(chosen.quality, strong.quality),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
