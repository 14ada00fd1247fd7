import type { TaskQueue } from '../../core/tasks/task-queue.ts';
import { taskQueue } from '../store/task-queue.ts';
import { taskSql } from '../store/task-sql.ts';
import type { PostgresConnection } from './postgres-connection.ts';

const sql = taskSql({
  lockFreeRows: 'FOR UPDATE SKIP LOCKED',
  textsIn: (parameter) => `SELECT json_array_elements_text(CAST(${parameter} AS json))`,
});

/** The tasks in the tables of a database; see {@link TaskQueue}. */
export function postgresTaskQueue(connection: PostgresConnection): TaskQueue {
  return taskQueue({
    change: async (name, values) =>
      connection.change({ name: `aqe tasks ${name}`, text: sql[name], values }),
    read: async (name, values) =>
      connection.read({ name: `aqe tasks ${name}`, text: sql[name], values }),
  });
}
