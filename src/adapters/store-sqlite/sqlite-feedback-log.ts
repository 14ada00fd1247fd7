import type { FeedbackLog } from '../../core/feedback/feedback-log.ts';
import { lazily } from '../../core/lazily.ts';
import { feedbackColumns, feedbackOf, feedbackValues } from '../store/stored-feedback.ts';
import { reading, type SqliteConnection, transaction } from './sqlite-connection.ts';
import { allRows } from './sqlite-rows.ts';

/** What people say, in the tables of an open file. */
export function sqliteFeedbackLog(connection: SqliteConnection): FeedbackLog {
  const { database } = connection;
  const statements = lazily(() => ({
    add: database.prepare(
      `INSERT INTO aqe_feedback (${feedbackColumns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    list: database.prepare(
      `SELECT ${feedbackColumns} FROM aqe_feedback WHERE at >= ? AND at < ? ORDER BY at, seq`,
    ),
  }));
  return {
    add: async (feedback) =>
      transaction(connection, () => void statements().add.run([...feedbackValues(feedback)])),
    list: async ({ from, to }) =>
      reading(connection, () => allRows(statements().list, [from, to]).map(feedbackOf)),
  };
}
