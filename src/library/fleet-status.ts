import type { StreamEvent } from '../core/streaming/events.ts';
import type { TaskAdmission } from '../fleet/desk/desk-parts.ts';

/** How a fleet stands. */
export interface FleetStatus {
  readonly id: string;
  readonly status: 'new' | 'running' | 'stopping' | 'stopped';
  readonly totalAgents: number;
  /** Agents that work on a task of {@link FleetManager.submitTask}. */
  readonly activeAgents: number;
  readonly runningTasks: number;
  readonly completedTasks: number;
  readonly failedTasks: number;
  /** Milliseconds since it was initialized. */
  readonly uptime: number;
}

/** How a task is submitted. */
export interface SubmitOptions {
  /** Ends the task. */
  readonly signal?: AbortSignal;
  /** What was decided for it before, instead of what the configuration says now. */
  readonly admission?: TaskAdmission;
  /** Is told how each call to a model goes. */
  readonly onEvent?: (event: StreamEvent) => void;
}
