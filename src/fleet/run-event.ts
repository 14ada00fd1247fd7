import type { CallTotals, StreamEvent } from '../core/streaming/events.ts';
import type { TaskResult } from './results/task-result.ts';

/**
 * What happens while a task is run, in order: `routed`, the events of the call, and `result` after `done`. A task that may be tried with several models
 * has `routed`, the call and a `verdict` for each attempt, and one `result` at the end.
 */
export type RunEvent = RoutedEvent | StreamEvent | ResultEvent;

/** Which model works on the task, and why. */
interface RoutedEvent {
  readonly type: 'routed';
  readonly taskId: string;
  readonly agentType: string;
  /** The name in the configuration. */
  readonly modelName: string;
  /** The id at the provider. */
  readonly model: string;
  readonly reason: string;
  /** 0 to 1; undefined where no router ran. */
  readonly score: number | undefined;
}

/** The answer, read as what the agent had to give. */
export interface ResultEvent extends CallTotals {
  readonly type: 'result';
  readonly result: TaskResult;
  /** Whose answer it is, where several models were tried. */
  readonly modelName?: string | undefined;
  /** `max_tokens` means that the answer was cut short. */
  readonly stopReason: string;
}
