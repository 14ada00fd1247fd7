import type { Arm } from '../evidence.ts';
import type { MetricSample } from './parse-metrics.ts';

/** Whose metrics are read. */
export interface Target {
  readonly url: string;
  /** The arm of the whole process; undefined where it serves both, told apart by the label `variant`. */
  readonly arm: Arm | undefined;
}

/** One answer of a target. */
export interface Scrape {
  /** Counts the rounds, in each of which every target is asked once. */
  readonly round: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly samples: readonly MetricSample[];
}

/** What a target answered, in the order of time. */
export interface History {
  readonly target: Target;
  readonly scrapes: readonly Scrape[];
}

/** How often targets were asked. */
export interface Rounds {
  /** How many there were. */
  readonly count: number;
  readonly intervalMs: number;
}
