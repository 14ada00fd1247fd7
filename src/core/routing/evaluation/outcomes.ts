import type { RoutableTask } from '../routable-task.ts';
import { sumOf } from './sum-of.ts';

/** What became of a task with one model. */
export interface Outcome {
  /** 1 solved, 0 not; or a judge's score. */
  readonly quality: number;
  /** Nano-dollars; undefined when the data does not tell. */
  readonly cost: number | undefined;
}

/** A task with what became of it with a cheap and with a dear model. */
export interface TriedTask {
  readonly task: RoutableTask;
  readonly weak: Outcome;
  readonly strong: Outcome;
  /** With every model, the cheapest first; weak and strong where nothing is between them. */
  readonly tiers?: readonly Outcome[];
}

/** Tasks with outcomes. */
export interface OutcomeSet {
  readonly weak: string;
  readonly strong: string;
  /** All models, the cheapest first; weak and strong where nothing is between them. */
  readonly tiers?: readonly string[];
  readonly tasks: readonly TriedTask[];
}

/** A list of tasks in the order in which they go to the strong model: the first one first. */
type Ranking = readonly TriedTask[];

/** How good a ranking is, as RouteLLM (Ong et al., 2024) measures it. */
export interface CurveReport {
  readonly name: string;
  /** Mean share of the gap between the models that is gained, over all shares of calls to the strong one. Chance: 0.5. */
  readonly apgr: number;
  /** Smallest share of calls to the strong model, 0 to 1, that gains half of the gap. Chance: 0.5. */
  readonly cpt50: number;
  /** The same for 80 % of the gap. */
  readonly cpt80: number;
  /** What so much of the strong model's quality costs, as a share of what it costs alone; null when it is not reached. */
  readonly costAtQuality: Readonly<Record<'90' | '95' | '98' | '100', number | null>>;
}

/** Measures a ranking. Without costs in the data, calls to the strong model are what it costs. */
export function curveOf(name: string, ranking: Ranking): CurveReport {
  const weak = totals(ranking, () => false);
  const strong = totals(ranking, () => true);
  const gap = strong.quality - weak.quality;
  const points = pointsOf(ranking, weak);
  const gained = points.map(({ quality }) => (gap === 0 ? 0 : (quality - weak.quality) / gap));
  const callsFor = (share: number): number =>
    gained.findIndex((value) => value >= share - EPSILON) / ranking.length;
  const costFor = (share: number): number | null => {
    const enough = points.filter(({ quality }) => quality >= share * strong.quality - EPSILON);
    const least = Math.min(...enough.map(({ cost }) => cost));
    return strong.cost === 0 ? null : least / strong.cost;
  };
  return {
    name,
    apgr: sumOf(gained, (value) => value) / gained.length,
    cpt50: callsFor(0.5),
    cpt80: callsFor(0.8),
    costAtQuality: { 90: costFor(0.9), 95: costFor(0.95), 98: costFor(0.98), 100: costFor(1) },
  };
}

/** Sums of fractions are not exact. */
const EPSILON = 1e-9;

/** What a choice between the models brings and costs. */
export interface Totals {
  readonly quality: number;
  /** Nano-dollars; calls to the strong model when the data has no costs. */
  readonly cost: number;
}

/** Adds up what became of the tasks, each with the model that it goes to. */
export function totals(
  tasks: readonly TriedTask[],
  isStrong: (tried: TriedTask) => boolean,
): Totals {
  const chosen = tasks.map((tried) => ({ tried, strong: isStrong(tried) }));
  return {
    quality: sumOf(chosen, ({ tried, strong }) => (strong ? tried.strong : tried.weak).quality),
    cost: sumOf(chosen, ({ tried, strong }) => costOf(tried, strong)),
  };
}

function costOf({ weak, strong }: TriedTask, isStrong: boolean): number {
  return isStrong ? (strong.cost ?? 1) : (weak.cost ?? 0);
}

/** The totals for each number of calls to the strong model, from none to all. */
function pointsOf(ranking: Ranking, start: Totals): readonly Totals[] {
  let { quality, cost } = start;
  const points: Totals[] = [start];
  for (const tried of ranking) {
    quality += tried.strong.quality - tried.weak.quality;
    cost += costOf(tried, true) - costOf(tried, false);
    points.push({ quality, cost });
  }
  return points;
}
