import { AqeError } from '../../errors.ts';
import { numberOf } from '../store/rows.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { schemaSteps } from './schema-steps.ts';

type Run = Parameters<Parameters<PostgresConnection['session']>[0]>[0];

/** What processes lock that are about to make tables in the same database: the letters `aqe`. */
const LOCK = 0x61_71_65;

/**
 * Makes the tables, or brings them up to date. Any number of processes may do so at once: one does it, the others wait.
 * @param create false leaves a database without tables as it is
 * @returns whether there are tables now
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function upgradeSchema(
  connection: PostgresConnection,
  create: boolean,
): Promise<boolean> {
  const latest = schemaSteps.length;
  return connection.session(async (run) => {
    const found = await schemaVersion(run);
    if (found === 0 && !create) return false;
    if (found < latest) await upgradeAlone(run);
    if (found > latest) throw newer(connection.place, found);
    return true;
  });
}

async function upgradeAlone(run: Run): Promise<void> {
  await run('BEGIN');
  // As long as a statement may take: others make tables at most once.
  await run('SET LOCAL lock_timeout = 0');
  await run(`SELECT pg_advisory_xact_lock(${LOCK})`);
  // Somebody else may have done it while we waited.
  const version = await schemaVersion(run);
  if (version === 0) {
    await run('CREATE TABLE aqe_schema (version integer NOT NULL)');
    await run('INSERT INTO aqe_schema VALUES (0)');
  }
  for (const step of schemaSteps.slice(version)) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await run(step);
  }
  await run(`UPDATE aqe_schema SET version = greatest(version, ${schemaSteps.length})`);
  await run('COMMIT');
}

/** How many schema steps a database has seen; 0 for one of 1.0.4. */
async function schemaVersion(run: Run): Promise<number> {
  // Not to_regclass: within a transaction it may not see what others have made meanwhile.
  const tables = await run(
    "SELECT FROM pg_class WHERE relname = 'aqe_schema' AND pg_table_is_visible(oid)",
  );
  if (tables.length === 0) return 0;
  const [row] = await run('SELECT version FROM aqe_schema');
  return row === undefined ? 0 : numberOf(row, 'version');
}

function newer(place: string, version: number): AqeError {
  return new AqeError(
    'STORE_UNAVAILABLE',
    `PostgreSQL at ${place} was written by a newer aqe (tables ${version})`,
    { hint: `This one knows tables up to ${schemaSteps.length}. Install the newer version.` },
  );
}
