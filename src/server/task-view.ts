import { exactDollars } from '../core/cost/dollars.ts';
import type { TokenUsage } from '../core/cost/token-usage.ts';
import type { StoredTask } from '../core/tasks/task-queue.ts';
import type { TaskStatus } from '../core/tasks/task-record.ts';

/** A task as callers see it. What is not there yet is null. */
export interface TaskView {
  readonly id: string;
  readonly agentType: string;
  readonly type: string;
  readonly status: TaskStatus;
  readonly priority: number;
  readonly variant: string;
  readonly acceptedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
  readonly firstChunkMs: number | null;
  readonly attempts: number;
  /** A wish to stop it is on its way. */
  readonly stopping: boolean;
  readonly cost: { readonly nanoUsd: number; readonly usd: string } | null;
  readonly tokens: TokenUsage | null;
  readonly result: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Shows a task. */
export function taskView({ record, result, errorMessage, cancelRequested }: StoredTask): TaskView {
  const { cost, errorCode, status } = record;
  const isOver = record.finishedAt !== undefined;
  return {
    id: record.id,
    agentType: record.agentType,
    type: record.taskType,
    status,
    priority: record.priority,
    variant: record.variant,
    acceptedAt: new Date(record.acceptedAt).toISOString(),
    startedAt: timeOf(record.startedAt),
    finishedAt: timeOf(record.finishedAt),
    durationMs: record.durationMs ?? null,
    firstChunkMs: record.firstChunkMs ?? null,
    attempts: record.attempts,
    stopping: cancelRequested && !isOver,
    cost: cost === undefined ? null : { nanoUsd: cost, usd: exactDollars(cost).replace('$', '') },
    tokens: record.tokens ?? null,
    result: result ?? null,
    error: errorCode === undefined ? null : { code: errorCode, message: errorMessage ?? '' },
  };
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
