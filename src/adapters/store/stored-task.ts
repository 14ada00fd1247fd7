import { fieldsOf } from '../../core/flags/fields-of.ts';
import { parseFlags } from '../../core/flags/parse-flags.ts';
import type {
  AcceptOptions,
  Admission,
  HeldAttempt,
  NewTask,
  StoredTask,
  TaskEnd,
} from '../../core/tasks/task-queue.ts';
import type { TaskRecord, TaskStatus } from '../../core/tasks/task-record.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { numberOf, optionalNumberOf, optionalTextOf, type Row, textOf } from './rows.ts';

const statuses: readonly TaskStatus[] = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];

/** The values of a new row, in the order of `acceptSql`. */
export function acceptValues(task: NewTask, { limit, claim }: AcceptOptions): readonly unknown[] {
  const { features, variant, generation } = task.admission;
  return [
    task.id,
    task.idempotencyKey ?? null,
    task.fingerprint,
    task.agentType,
    task.taskType,
    variant,
    task.priority,
    JSON.stringify(task.request),
    JSON.stringify({ features, generation }),
    task.at,
    claim === undefined ? 'queued' : 'running',
    claim === undefined ? 0 : 1,
    claim?.now ?? null,
    claim?.replica ?? null,
    claim === undefined ? null : claim.now + claim.leaseMs,
    limit,
  ];
}

/** The values of an end, in the order of `finishSql`. */
export function finishValues(end: TaskEnd): readonly unknown[] {
  const { durationMs, firstChunkMs, cost, tokens, errorCode, errorMessage, result } = end;
  return [
    end.id,
    end.attempt,
    end.status,
    end.at,
    durationMs ?? null,
    firstChunkMs ?? null,
    cost ?? null,
    tokens === undefined ? null : JSON.stringify(tokens),
    errorCode ?? null,
    // Neither database keeps what comes after it in a text.
    errorMessage?.replaceAll('\0', '') ?? null,
    result === undefined ? null : JSON.stringify(result),
  ];
}

/** A row of `aqe_tasks`. */
export function storedTaskOf(row: Row): StoredTask {
  const result = optionalTextOf(row, 'result');
  return {
    record: taskRecordOf(row),
    request: JSON.parse(textOf(row, 'request')),
    admission: admissionOf(row),
    cancelRequested: row['cancel_requested'] === 1,
    result: result === undefined ? undefined : JSON.parse(result),
    errorMessage: optionalTextOf(row, 'error_message'),
  };
}

function admissionOf(row: Row): Admission {
  const { features, generation } = fieldsOf(JSON.parse(textOf(row, 'admission')));
  return {
    features: parseFlags(features),
    variant: textOf(row, 'variant'),
    generation: Number(generation),
  };
}

/** The columns of {@link taskRecordOf}. */
export function taskRecordOf(row: Row): TaskRecord {
  return {
    id: textOf(row, 'id'),
    agentType: textOf(row, 'agent_type'),
    taskType: textOf(row, 'task_type'),
    variant: textOf(row, 'variant'),
    status: statusOf(row),
    priority: numberOf(row, 'priority'),
    acceptedAt: numberOf(row, 'accepted_at'),
    startedAt: optionalNumberOf(row, 'started_at'),
    finishedAt: optionalNumberOf(row, 'finished_at'),
    attempts: numberOf(row, 'attempts'),
    replica: optionalTextOf(row, 'replica'),
    durationMs: optionalNumberOf(row, 'duration_ms'),
    firstChunkMs: optionalNumberOf(row, 'first_chunk_ms'),
    cost: optionalNumberOf(row, 'cost'),
    tokens: tokensOf(optionalTextOf(row, 'tokens')),
    errorCode: optionalTextOf(row, 'error_code'),
  };
}

function statusOf(row: Row): TaskStatus {
  const status = statuses.find((one) => one === row['status']);
  if (status === undefined) throw new Error('status has an unknown value');
  return status;
}

function tokensOf(json: string | undefined): TokenUsage | undefined {
  if (json === undefined) return undefined;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = fieldsOf(JSON.parse(json));
  return {
    input: Number(input),
    output: Number(output),
    cacheRead: Number(cacheRead),
    cacheWrite5m: Number(cacheWrite5m),
    cacheWrite1h: Number(cacheWrite1h),
  };
}

/** The columns `id, attempts, cancel_requested`. */
export function heldAttemptOf(row: Row): HeldAttempt {
  return {
    id: textOf(row, 'id'),
    attempt: numberOf(row, 'attempts'),
    cancelRequested: row['cancel_requested'] === 1,
  };
}

/** Rows as they come out of a change are in no order: the most urgent first, then the oldest. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(
    (one, other) =>
      numberOf(other, 'priority') - numberOf(one, 'priority') ||
      numberOf(one, 'seq') - numberOf(other, 'seq'),
  );
}
