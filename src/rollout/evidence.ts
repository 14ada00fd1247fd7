import type { CountWindow } from '../core/statistics/risk-process.ts';
import type { Histogram } from '../core/statistics/histogram.ts';
import type { Counts } from '../core/statistics/counts.ts';

/** The two arms of a rollout: what is new, and what it is compared with. */
export type Arm = 'canary' | 'stable';

/** The same of both arms. */
export type Arms<T> = Readonly<Record<Arm, T>>;

/** A value that was measured on a task. */
export interface Measured {
  readonly value: number;
  /** Tasks of one kind are compared with each other. */
  readonly stratum: string;
}

/** One value a task, of both arms; what is wrong with it; or what only a histogram or two sums tell. */
export type Measurements =
  | { readonly kind: 'samples'; readonly samples: Arms<readonly Measured[]> }
  | { readonly kind: 'histogram'; readonly histograms: Arms<Histogram> }
  /** Means without what they are made of: no interval. */
  | { readonly kind: 'means'; readonly means: Arms<{ readonly mean: number; readonly n: number }> }
  /** Nobody measured it, and why. */
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'inapplicable'; readonly reason: string };

/** Tasks of both arms in the same time, in the order of time. */
export interface TaskCounts {
  readonly kind: 'counts';
  readonly windows: readonly CountWindow[];
  /** The share of all tasks that canary should have had in each window, 0 to 1; undefined when nobody said. */
  readonly shares: readonly (number | undefined)[];
}

/** Counts, or why there are none. */
export type CountEvidence =
  | TaskCounts
  | Exclude<Measurements, { kind: 'samples' | 'histogram' | 'means' }>;

/** The memory of one process. */
export interface ProcessMemory {
  readonly name: string;
  /** Milliseconds since 1970; undefined when it does not say. */
  readonly startedAt: number | undefined;
  /** Milliseconds since 1970, and resident bytes. */
  readonly samples: readonly { readonly at: number; readonly bytes: number }[];
}

/** Memory of both arms, or why there is none. */
export type MemoryEvidence =
  | { readonly kind: 'processes'; readonly processes: Arms<readonly ProcessMemory[]> }
  | Exclude<Measurements, { kind: 'samples' | 'histogram' | 'means' }>;

/** All that is known of a canary and of stable in the same time. */
export interface Evidence {
  /** Where it comes from, for people. */
  readonly source: string;
  /** Milliseconds since 1970; undefined when the data does not say. */
  readonly period: { readonly from: number; readonly to: number } | undefined;
  readonly tasks: CountEvidence;
  /** Milliseconds. */
  readonly durations: Measurements;
  /** US dollars. */
  readonly costs: Measurements;
  readonly memory: MemoryEvidence;
  /** Milliseconds from the beginning to the first text. */
  readonly firstChunks: Measurements;
  readonly streams: CountEvidence;
  /** How many processes served each arm; undefined when nobody said. */
  readonly replicas: Arms<number> | undefined;
  /** Why nothing of it can be believed. */
  readonly defects: readonly string[];
  /** What a reader should know. */
  readonly notes: readonly string[];
}

/** All windows of an arm together. */
export function totalOf(windows: readonly CountWindow[], arm: Arm): Counts {
  return {
    trials: windows.reduce((sum, window) => sum + window[arm].trials, 0),
    events: windows.reduce((sum, window) => sum + window[arm].events, 0),
  };
}
