import type { FeedbackSummary } from '../../core/feedback/summarize-feedback.ts';
import type { Comparison } from '../../rollout/compare.ts';
import type { RolloutView } from '../../rollout/stages/rollout-view.ts';
import type { FeedbackLine } from '../feedback/feedback-report.ts';
import type { FlagsReport } from '../flags/flags-report.ts';
import type { ReportedPeriod } from '../reported-period.ts';

/** How a rollout goes, as `aqe report rollout --json` prints it. */
export interface RolloutReport {
  readonly report: 'rollout';
  readonly period: ReportedPeriod;
  /** When it was made, in UTC. */
  readonly at: string;
  /** As they stand now. */
  readonly flags: FlagsReport;
  /** The last rollout in stages, as it stands now; null before the first one. */
  readonly rollout: RolloutView | null;
  /** Tasks of the period that the simulator answered: they are in the comparison, and in no criterion. */
  readonly simulatedTasks: number;
  /** Canary against stable, of the tasks that ended in the period. */
  readonly comparison: Comparison;
  readonly criteria: readonly Criterion[];
  readonly feedback: {
    readonly summary: FeedbackSummary;
    /** At most twenty, the newest last. */
    readonly latest: readonly FeedbackLine[];
  };
  /** What was done in the period, the newest first. */
  readonly history: readonly HistoryLine[];
}

/** What decides whether the rollout is a success, as the documents of 1.0.5 have it. */
export interface Criterion {
  readonly metric: CriterionMetric;
  readonly unit: 'share' | 'ms' | 'bytes' | 'usd' | 'tasks/s';
  /** Of 1.0.4, as the documents say; null where they say nothing. */
  readonly baseline: number | null;
  /** Whether at most so much is asked for, or more than that. */
  readonly kind: 'at-most' | 'more-than';
  readonly target: number;
  /** Null: not measured. */
  readonly actual: number | null;
  /** How many tasks, processes or answers of people it is about; null where nothing is counted. */
  readonly n: number | null;
  readonly state: 'met' | 'missed' | 'unknown';
}

/** What is looked at. */
export type CriterionMetric =
  | 'errorRate'
  | 'p95Latency'
  | 'memory'
  | 'costPerTask'
  | 'tasksPerSecond'
  | 'p95FirstChunk'
  | 'savings'
  | 'satisfaction'
  | 'adoption';

/** One entry of the audit trail. */
export interface HistoryLine {
  /** UTC. */
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly reason: string;
}
