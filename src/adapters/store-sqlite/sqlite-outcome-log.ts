import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import { lazily } from '../../core/lazily.ts';
import { outcomeColumns, outcomeOf, outcomeValues } from '../store/stored-outcome.ts';
import { reading, type SqliteConnection, transaction } from './sqlite-connection.ts';
import { allRows } from './sqlite-rows.ts';

/** What became of tasks, in the tables of an open file. */
export function sqliteOutcomeLog(connection: SqliteConnection): OutcomeLog {
  const { database } = connection;
  const statements = lazily(() => ({
    add: database.prepare(
      `INSERT INTO aqe_outcomes (${outcomeColumns}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    latest: database.prepare(
      `SELECT ${outcomeColumns} FROM (SELECT * FROM aqe_outcomes ORDER BY seq DESC LIMIT ?) ORDER BY seq`,
    ),
  }));
  return {
    add: async (outcome) =>
      transaction(connection, () => void statements().add.run([...outcomeValues(outcome)])),
    latest: async (limit) =>
      reading(connection, () => allRows(statements().latest, [limit]).map(outcomeOf)),
  };
}
