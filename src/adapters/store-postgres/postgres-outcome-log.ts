import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import { outcomeColumns, outcomeOf, outcomeValues } from '../store/stored-outcome.ts';
import type { PostgresConnection } from './postgres-connection.ts';

const addSql = `
INSERT INTO aqe_outcomes (${outcomeColumns}) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`;

const latestSql = `
SELECT ${outcomeColumns} FROM (SELECT * FROM aqe_outcomes ORDER BY seq DESC LIMIT $1) AS latest ORDER BY seq`;

/** What became of tasks, in the tables of a database. */
export function postgresOutcomeLog(connection: PostgresConnection): OutcomeLog {
  return {
    add: async (outcome) => {
      const values = outcomeValues(outcome);
      await connection.change({ name: 'aqe add outcome', text: addSql, values });
    },
    latest: async (limit) => {
      const rows = await connection.read({
        name: 'aqe outcomes',
        text: latestSql,
        values: [limit],
      });
      return rows.map(outcomeOf);
    },
  };
}
