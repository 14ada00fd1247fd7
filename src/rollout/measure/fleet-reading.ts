import type { Counts } from '../../core/statistics/counts.ts';
import type { Histogram } from '../../core/statistics/histogram.ts';

/** Times in milliseconds: one by one, or as far as buckets tell. */
export type Latencies =
  | { readonly kind: 'samples'; readonly values: readonly number[] }
  | { readonly kind: 'histogram'; readonly histogram: Histogram };

/** The memory of one process. */
export interface MemorySeries {
  readonly name: string;
  /** Milliseconds since 1970, and resident bytes. */
  readonly samples: readonly { readonly at: number; readonly bytes: number }[];
}

/** What a fleet did in a time, both arms together. What nobody tells is undefined: not the same as none. */
export interface FleetReading {
  /** For people. */
  readonly source: string;
  /** Milliseconds since 1970; undefined when it is since the processes started. */
  readonly period: { readonly from: number; readonly to: number } | undefined;
  /** Tasks that ended, and those that failed. */
  readonly tasks: Counts | undefined;
  readonly durations: Latencies | undefined;
  readonly firstChunks: Latencies | undefined;
  /** Streamed calls, and those that gave up streaming or failed. */
  readonly streams: Counts | undefined;
  /** How long it took to make agents. */
  readonly spawns: Latencies | undefined;
  readonly memory: readonly MemorySeries[];
  readonly costUsd: number | undefined;
  /** What a reader should know, such as restarts. */
  readonly notes: readonly string[];
}
