import type { TokenUsage } from '../cost/token-usage.ts';

/** Where a task stands. The last three are final. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** A final {@link TaskStatus}. */
export type FinalStatus = Extract<TaskStatus, 'succeeded' | 'failed' | 'cancelled'>;

/** What there is to count and to measure of a task. Times are milliseconds since 1970. */
export interface TaskRecord {
  readonly id: string;
  readonly agentType: string;
  readonly taskType: string;
  /** The arm of the rollout that it was admitted to. */
  readonly variant: string;
  readonly status: TaskStatus;
  /** The highest first. */
  readonly priority: number;
  readonly acceptedAt: number;
  /** When it was begun for the last time. */
  readonly startedAt?: number | undefined;
  /** When it became final. */
  readonly finishedAt?: number | undefined;
  /** How often a replica began it: more than once where one was lost or stopped. */
  readonly attempts: number;
  /** The id of the replica that began it last. */
  readonly replica?: string | undefined;
  /** How long the last attempt took, in milliseconds. */
  readonly durationMs?: number | undefined;
  /** From the beginning of the last attempt to its first text, in milliseconds; undefined when none came. */
  readonly firstChunkMs?: number | undefined;
  /**
   * Nano-dollars of the last attempt; undefined when nobody knows. What an attempt cost that was lost with its replica stands in the ledger under
   * the task's id.
   */
  readonly cost?: number | undefined;
  readonly tokens?: TokenUsage | undefined;
  /** Of a task that failed. */
  readonly errorCode?: string | undefined;
}

/** Which records are asked for. */
export interface TaskRecordQuery {
  /** When they became final, in milliseconds since 1970; `from` belongs to it, `to` does not. */
  readonly from: number;
  readonly to: number;
  readonly variant?: string | undefined;
}
