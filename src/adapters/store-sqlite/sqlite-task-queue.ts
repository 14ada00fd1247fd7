import { lazily } from '../../core/lazily.ts';
import type { TaskQueue } from '../../core/tasks/task-queue.ts';
import type { Row } from '../store/rows.ts';
import { type RunTaskSql, taskQueue } from '../store/task-queue.ts';
import { type TaskSql, taskSql } from '../store/task-sql.ts';
import { sharedTransactions } from './shared-transactions.ts';
import { reading, type SqliteConnection } from './sqlite-connection.ts';
import { allRows, type Statement } from './sqlite-rows.ts';

const sql = taskSql({
  // A transaction has the whole file for itself.
  lockFreeRows: '',
  textsIn: (parameter) => `SELECT value FROM json_each(${parameter})`,
});

/** The tasks in the tables of an open file; see {@link TaskQueue}. */
export function sqliteTaskQueue(connection: SqliteConnection): TaskQueue {
  const { database } = connection;
  const statements = lazily(() => {
    const prepared = new Map<keyof TaskSql, Statement>();
    return (name: keyof TaskSql): Statement => {
      const there = prepared.get(name);
      if (there !== undefined) return there;
      const statement = database.prepare(sql[name].replaceAll('$', '?'));
      prepared.set(name, statement);
      return statement;
    };
  });
  const transact = sharedTransactions(connection);
  const rows = (name: keyof TaskSql, values: readonly unknown[]): Row[] =>
    allRows(statements()(name), values);
  const run: RunTaskSql = {
    change: async (name, values) => transact(() => rows(name, values)),
    read: async (name, values) => reading(connection, () => rows(name, values)),
  };
  return taskQueue(run);
}
