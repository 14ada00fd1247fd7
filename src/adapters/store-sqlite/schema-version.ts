import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { AqeError } from '../../errors.ts';
import { numberOf } from '../store/rows.ts';
import { schemaSteps } from './schema-steps.ts';
import { type SqliteConnection, transaction } from './sqlite-connection.ts';
import { oneRow } from './sqlite-rows.ts';

/** How many schema steps a database has seen; 0 for one of 1.0.4. */
export function schemaVersion(database: Database.Database): number {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'aqe_schema'");
  if (oneRow(table, []) === undefined) return 0;
  const row = oneRow(database.prepare('SELECT version FROM aqe_schema'), []);
  return row === undefined ? 0 : numberOf(row, 'version');
}

/** The same of a file that nobody else uses; it is not changed. */
export function schemaVersionAt(path: string): number {
  const database = new Database(`${pathToFileURL(path).href}?immutable=1`);
  try {
    return schemaVersion(database);
  } finally {
    database.close();
  }
}

/**
 * Makes the tables, or brings them up to date; does nothing when they are.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function upgradeSchema(connection: SqliteConnection): Promise<void> {
  const { database, path } = connection;
  const latest = schemaSteps.length;
  await transaction(connection, () => {
    const version = schemaVersion(database);
    if (version > latest) throw newer(path, version);
    if (version === latest) return;
    if (version === 0) {
      database.exec('CREATE TABLE aqe_schema (version INTEGER NOT NULL)');
      database.exec('INSERT INTO aqe_schema VALUES (0)');
    }
    for (const step of schemaSteps.slice(version)) database.exec(step);
    database.exec(`UPDATE aqe_schema SET version = ${latest}`);
  });
}

function newer(path: string, version: number): AqeError {
  return new AqeError(
    'STORE_UNAVAILABLE',
    `${path} was written by a newer aqe (tables ${version})`,
    {
      hint: `This one knows tables up to ${schemaSteps.length}. Install the newer version.`,
    },
  );
}
