import { entryOf } from './entry-of.ts';
import { type Loss, LossAccount } from './loss-account.ts';

/** Tasks that are likely to be alike. */
export interface TaskKind {
  readonly agentType: string;
  /** The position of the score's band. */
  readonly band: number;
}

/** One attempt, as far as it is learned from. */
export interface AttemptRecord {
  readonly model: string;
  /** 1 for accepted, 0 for rejected or not known; between them for a chance. */
  readonly accepted: number;
  /** Nano-dollars, the verifier's run included. */
  readonly cost: number;
}

/** The first attempt at a task, or one after answers that were not accepted: those tasks are harder. */
export type Place = 'first' | 'later';

/** What is believed of a number. */
export interface Belief {
  readonly mean: number;
  readonly variance: number;
  /** How many tasks of the agent type it rests on. */
  readonly seen: number;
}

type ModelPair = readonly [low: string, high: string];

/** How often answers were accepted. */
export interface AcceptanceFact extends TaskKind {
  readonly model: string;
  readonly place: Place;
  readonly tasks: number;
  readonly accepted: number;
}

/** Sums over tasks on which both models were tried, of nano-dollars, of the natural logarithms of what the first costs beside the second, and of their squares. */
export interface CostFact extends Readonly<Pair> {
  readonly agentType: string;
  readonly models: ModelPair;
}

/** What a history has learned, so that it can be written down. */
export interface HistoryFacts {
  readonly acceptance: readonly AcceptanceFact[];
  readonly costs: readonly CostFact[];
}

/** Sums over tasks: how many, and how many of them were accepted. */
interface Count {
  n: number;
  accepted: number;
}

/** Sums over tasks on which both models were tried. */
interface Pair {
  n: number;
  low: number;
  high: number;
  logs: number;
  squares: number;
}

/** Before anything is known: as likely as not, and worth two tasks. */
const PRIOR = { mean: 0.5, weight: 2 };
/** What the tasks above (all bands, all agent types) count for below, in tasks at the most: a score made from the prompt tells little of who solves a task. */
const SHARED = 30;
/**
 * What the ratio expected from prices counts for, in tasks, and how far it may be off, as a share of itself; the least that ratios of single tasks vary by, as
 * a standard deviation of their logarithms: a factor of two either way; and from how many tasks on sums of dollars count for more than typical ratios.
 */
const RATIO = { weight: 2, deviation: 0.75, spread: 0.75, tasks: 30 };
/** A model that is free has no logarithm: no ratio is taken to be further from 1 than this. */
const FURTHEST = 1000;

/** What the attempts of the past say: how often answers are accepted, and what a task costs with one model compared with another. */
export class EscalationHistory {
  readonly #counts = new Map<string, Count>();
  readonly #pairs = new Map<string, Pair>();
  readonly #account = new LossAccount();

  /** Books what the attempts at one task cost, in order, and learns nothing else from them. */
  book(agentType: string, attempts: readonly AttemptRecord[]): void {
    this.#account.book(agentType, attempts);
  }

  /** All that was learned, but for the account of what was paid. */
  facts(): HistoryFacts {
    const acceptance = [...this.#counts].flatMap(([key, { n, accepted }]) => {
      const [place, model, agentType, band] = key.split('\n');
      if (model === undefined || agentType === undefined || band === undefined) return [];
      const at: Place = place === 'first' ? 'first' : 'later';
      return [{ agentType, band: Number(band), model, place: at, tasks: n, accepted }];
    });
    const costs = [...this.#pairs].flatMap(([key, sums]) => {
      const [low, high, agentType] = key.split('\n');
      if (low === undefined || high === undefined || agentType === undefined) return [];
      return [{ agentType, models: pairOf(low, high), ...sums }];
    });
    return { acceptance, costs };
  }

  /** Adds what {@link facts} told. */
  recall({ acceptance, costs }: HistoryFacts): void {
    for (const { agentType, band, model, place, tasks, accepted } of acceptance) {
      this.#count([place, model, agentType, String(band)], { n: tasks, accepted });
    }
    for (const { agentType, models, ...sums } of costs) {
      this.#compare(models, agentType, sums);
    }
  }

  /** Learns from the attempts at one task, in order, and books what they cost. */
  observe(kind: TaskKind, attempts: readonly AttemptRecord[]): void {
    this.learn(kind, attempts);
    this.#account.book(kind.agentType, attempts);
  }

  /** Learns from the attempts at one task, in order, which somebody else paid for. */
  learn({ agentType, band }: TaskKind, attempts: readonly AttemptRecord[]): void {
    let reached = 1;
    for (const [index, { model, accepted }] of attempts.entries()) {
      const place = index === 0 ? 'first' : 'later';
      const path = [place, model, agentType, String(band)];
      this.#count(path, { n: reached, accepted: reached * accepted });
      // An attempt after one that may have been accepted counts for as much as it was likely to be made.
      reached *= 1 - accepted;
    }
    for (const low of attempts) {
      for (const high of attempts) {
        if (low !== high)
          this.#compare(pairOf(low.model, high.model), agentType, sumsOf(low, high));
      }
    }
  }

  #count(path: readonly string[], { n, accepted }: Readonly<Count>): void {
    for (const depth of [2, 3, 4]) {
      const count = entryOf(this.#counts, path.slice(0, depth).join('\n'), () => ({
        n: 0,
        accepted: 0,
      }));
      count.n += n;
      count.accepted += accepted;
    }
  }

  #compare(models: ModelPair, agentType: string, sums: Readonly<Pair>): void {
    for (const path of [models, [...models, agentType]]) {
      const pair = entryOf(this.#pairs, path.join('\n'), noPair);
      pair.n += sums.n;
      pair.low += sums.low;
      pair.high += sums.high;
      pair.logs += sums.logs;
      pair.squares += sums.squares;
    }
  }

  /**
   * How likely an answer is to be accepted: a Beta posterior of the band, whose prior is what the other bands say, whose prior is what the other agent
   * types say. No task counts twice.
   */
  acceptance({ agentType, band }: TaskKind, model: string, place: Place): Belief {
    const path = [place, model, agentType, String(band)];
    const count = (depth: number): Readonly<Count> =>
      this.#counts.get(path.slice(0, depth).join('\n')) ?? noCount;
    const [all, type, own] = [count(2), count(3), count(4)];
    let { mean, weight } = PRIOR;
    for (const { n, accepted } of [without(all, type), without(type, own), own]) {
      const shared = Math.min(weight, SHARED);
      weight = n + shared;
      mean = (accepted + shared * mean) / weight;
    }
    return { mean, variance: (mean * (1 - mean)) / (weight + 1), seen: type.n };
  }

  /** What starting at a model has cost more so far than the strongest model would have, as {@link LossAccount.lossOf} tells it. */
  lossOf(
    agentType: string,
    models: readonly [start: string, strongest: string],
    ratioOf: (model: string) => number,
  ): Loss {
    return this.#account.lossOf(agentType, models, ratioOf);
  }

  /**
   * What a task costs with one model, as a share of what the same task costs with the other, drawn towards the expected ratio while there are few. Dollars
   * are what counts, so it ends as the ratio of sums. But a tenth of the tasks costs a third of the money, and of few tasks a single one would decide: it
   * begins as their geometric mean, which is off where the costs of one model vary more than those of the other.
   */
  costRatio(
    agentType: string,
    models: readonly [low: string, high: string],
    expected: number,
  ): Belief {
    const all = shrunk(this.#pairs.get(models.join('\n')), {
      mean: expected,
      variance: (RATIO.deviation * expected) ** 2,
      seen: 0,
    });
    return shrunk(this.#pairs.get([...models, agentType].join('\n')), all);
  }
}

const noCount: Readonly<Count> = { n: 0, accepted: 0 };

/** Sums of fractions are not exact; a share that is less than nothing would be nonsense. */
function without(all: Readonly<Count>, part: Readonly<Count>): Readonly<Count> {
  const n = Math.max(0, all.n - part.n);
  return { n, accepted: Math.min(n, Math.max(0, all.accepted - part.accepted)) };
}

function pairOf(low: string, high: string): ModelPair {
  return [low, high];
}

function sumsOf({ cost: low }: AttemptRecord, { cost: high }: AttemptRecord): Pair {
  if (low === 0 && high === 0) return noPair();
  const log = Math.log(boundedRatio(low, high));
  return { n: 1, low, high, logs: log, squares: log ** 2 };
}

function noPair(): Pair {
  return { n: 0, low: 0, high: 0, logs: 0, squares: 0 };
}

function boundedRatio(low: number, high: number): number {
  return Math.min(FURTHEST, Math.max(1 / FURTHEST, low / high));
}

function shrunk(pair: Readonly<Pair> = noPair(), prior: Belief): Belief {
  const { n, low, high, logs, squares } = pair;
  if (n === 0) return prior;
  const dollars = n / (n + RATIO.tasks);
  const ratio = dollars * boundedRatio(low, high) + (1 - dollars) * Math.exp(logs / n);
  const seen = n > 1 ? (squares - logs ** 2 / n) / (n - 1) : 0;
  const own = (ratio ** 2 * Math.max(seen, RATIO.spread ** 2)) / n;
  const share = n / (n + RATIO.weight);
  return {
    mean: share * ratio + (1 - share) * prior.mean,
    variance: share ** 2 * own + (1 - share) ** 2 * prior.variance,
    seen: n,
  };
}
