import type { FeedbackLog } from '../../core/feedback/feedback-log.ts';
import { feedbackColumns, feedbackOf, feedbackValues } from '../store/stored-feedback.ts';
import type { PostgresConnection } from './postgres-connection.ts';

const addSql = `
INSERT INTO aqe_feedback (${feedbackColumns}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;

const listSql = `
SELECT ${feedbackColumns} FROM aqe_feedback WHERE at >= $1 AND at < $2 ORDER BY at, seq`;

/** What people say, in the tables of a database. */
export function postgresFeedbackLog(connection: PostgresConnection): FeedbackLog {
  return {
    add: async (feedback) => {
      const values = feedbackValues(feedback);
      await connection.change({ name: 'aqe add feedback', text: addSql, values });
    },
    list: async ({ from, to }) => {
      const query = { name: 'aqe feedback', text: listSql, values: [from, to] };
      return (await connection.read(query)).map(feedbackOf);
    },
  };
}
