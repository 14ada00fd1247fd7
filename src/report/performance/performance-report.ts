import type { Interval } from '../../core/statistics/interval.ts';
import type { ReportedPeriod } from '../reported-period.ts';

/** How the fleet performed in a period, as `aqe report performance --json` prints it. */
export interface PerformanceReport {
  readonly report: 'performance';
  readonly period: ReportedPeriod;
  /** When it was made, in UTC. */
  readonly at: string;
  /** Tasks that models worked on, and those of which nobody knows who did. */
  readonly measured: TaskStatistics;
  /** Tasks that the simulator answered; null where there are none. */
  readonly simulated: TaskStatistics | null;
  /** What processes tell of themselves, since each of them started. */
  readonly processes: readonly ProcessFigures[];
  readonly targets: readonly Target[];
}

/** Tasks that ended in the period. */
export interface TaskStatistics extends TaskFigures {
  readonly ended: number;
  readonly cancelled: number;
  /** 95 %, Wilson's; null without tasks. */
  readonly errorInterval: Interval | null;
  readonly latency: Distribution | null;
  readonly firstChunk: Distribution | null;
  readonly byAgent: readonly TaskGroup[];
  readonly byVariant: readonly TaskGroup[];
  readonly overTime: readonly TaskSlice[];
  /** The most frequent first. */
  readonly errors: readonly { readonly code: string; readonly tasks: number }[];
}

/** Times are milliseconds, and those of tasks that succeeded. */
export interface TaskFigures {
  readonly succeeded: number;
  readonly failed: number;
  /** Of those that were not cancelled; null without any. */
  readonly errorRate: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p95FirstChunkMs: number | null;
}

/** The same of one agent type or variant. */
export interface TaskGroup extends TaskFigures {
  readonly name: string;
}

/** The same of an hour, a day or a week. */
export interface TaskSlice extends TaskFigures {
  readonly label: string;
  /** UTC. */
  readonly from: string;
}

/** Milliseconds; quantiles of type 7. */
export interface Distribution {
  readonly n: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** 95 %, whatever the distribution; null where there are too few values for both bounds. */
  readonly p95Interval: Interval | null;
  /** Ten a decade, without gaps. */
  readonly buckets: readonly {
    readonly low: number;
    readonly high: number;
    readonly count: number;
  }[];
}

/** What one process tells of itself; null what it does not. */
export interface ProcessFigures {
  readonly url: string;
  /** UTC. */
  readonly startedAt: string | null;
  readonly memoryBytes: number | null;
  /** As far as its buckets tell. */
  readonly spawnP95Ms: number | null;
  readonly spawned: number | null;
  readonly streamRetries: number | null;
  readonly streamFallbacks: number | null;
}

/** What the documents of 1.0.5 ask for, and whether it is shown to be so. */
export interface Target {
  readonly metric: 'errorRate' | 'p95Latency' | 'p95FirstChunk' | 'memory' | 'agentSpawn';
  /** As people write it: `< 0.1 %`. */
  readonly target: string;
  readonly limit: number;
  /** In the unit of the limit; null: not measured. */
  readonly actual: number | null;
  readonly n: number;
  /** Met and missed are shown by the interval, where there is one; what neither is, is not known. */
  readonly state: 'met' | 'missed' | 'unknown';
}
