import type { AcceptOutcome, NewTask, TaskQueue } from '../../core/tasks/task-queue.ts';
import type { TaskRecord, TaskRecordQuery } from '../../core/tasks/task-record.ts';
import { numberOf, type Row, textOf } from './rows.ts';
import {
  acceptValues,
  finishValues,
  heldAttemptOf,
  inOrder,
  storedTaskOf,
  taskRecordOf,
} from './stored-task.ts';
import { RECORD_PAGE, type TaskSql } from './task-sql.ts';

type Run = (name: keyof TaskSql, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Runs one of the statements, as a transaction of its own. */
export interface RunTaskSql {
  readonly change: Run;
  /** Of one that only reads. */
  readonly read: Run;
}

/** The queue of a database that runs {@link TaskSql}. */
export function taskQueue(run: RunTaskSql): TaskQueue {
  const changes = async (name: keyof TaskSql, values: readonly unknown[]): Promise<number> =>
    (await run.change(name, values)).length;
  return {
    accept: async (task, options) => {
      const [row] = await run.change('accept', acceptValues(task, options));
      if (row !== undefined) return { kind: 'accepted', task: storedTaskOf(row) };
      return acceptedBefore(run, task);
    },
    claim: async ({ replica, now, leaseMs }, most) => {
      const rows = await run.change('claim', [replica, now, now + leaseMs, most]);
      return inOrder(rows).map(storedTaskOf);
    },
    renew: async ({ replica, now, leaseMs }, ids) => {
      const rows = await run.change('renew', [replica, now + leaseMs, JSON.stringify(ids)]);
      return rows.map(heldAttemptOf);
    },
    finish: async (end) => (await changes('finish', finishValues(end))) > 0,
    release: async ({ id, attempt }, now) => (await changes('release', [id, attempt, now])) > 0,
    recover: async ({ now, maxAttempts }) => changes('recover', [now, maxAttempts]),
    cancel: async (id, now) => {
      const [row] = await run.change('cancel', [id, now]);
      return row === undefined ? get(run, id) : storedTaskOf(row);
    },
    get: async (id) => get(run, id),
    depth: async () => {
      const [row = {}] = await run.read('depth', []);
      return { queued: numberOf(row, 'queued'), running: numberOf(row, 'running') };
    },
    records: (query) => records(run, query),
    forget: async (finishedBefore) => changes('forget', [finishedBefore]),
  };
}

type StoredOrNot = ReturnType<TaskQueue['get']>;

async function get({ read }: RunTaskSql, id: string): StoredOrNot {
  const [row] = await read('find', [id, null]);
  return row === undefined ? undefined : storedTaskOf(row);
}

async function acceptedBefore(
  { read }: RunTaskSql,
  { id, idempotencyKey, fingerprint }: NewTask,
): Promise<AcceptOutcome> {
  const [row] = await read('find', [id, idempotencyKey ?? null]);
  if (row === undefined) return { kind: 'full' };
  const task = storedTaskOf(row);
  // Its own id means that the answer to the same statement was lost on its way.
  if (task.record.id === id) return { kind: 'accepted', task };
  return { kind: textOf(row, 'fingerprint') === fingerprint ? 'known' : 'conflict', task };
}

async function* records(
  { read }: RunTaskSql,
  { from, to, variant }: TaskRecordQuery,
): AsyncGenerator<TaskRecord> {
  let last: readonly [finishedAt: number, seq: number] = [from, 0];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const rows = await read('records', [...last, to, variant ?? null]);
    for (const row of rows) yield taskRecordOf(row);
    const end = rows.at(-1);
    if (end === undefined || rows.length < RECORD_PAGE) return;
    last = [numberOf(end, 'finished_at'), numberOf(end, 'seq')];
  }
}
