import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { AqeError } from '../../errors.ts';
import { keepFirstBackup } from './first-backup.ts';
import { schemaVersion, upgradeSchema } from './schema-version.ts';
import { type Patience, patiently, type SqliteConnection } from './sqlite-connection.ts';
import { oneRow } from './sqlite-rows.ts';
import { storeFailure } from './store-failure.ts';

/** How to open the fleet's file. */
export interface OpenOptions {
  /** The database file of the fleet. */
  readonly path: string;
  /**
   * What to do where 1.0.5 has recorded nothing yet: `create` the file or its tables; or be `empty`, and touch nothing.
   */
  readonly absent: 'create' | 'empty';
  readonly patience?: Patience;
}

/** Emptying the log forces it to the disk: rarer than SQLite's 1000 pages, which are 70 calls. It stays below 16 MB. */
const CHECKPOINT_PAGES = 4000;
const usualPatience: Patience = { lockMs: 20, totalMs: 10_000 };

/**
 * Opens a fleet's SQLite file with the tables of 1.0.5 in it; undefined where it has none and is to stay as it is. Before the first write to a file of
 * 1.0.4 a backup is kept beside it.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openConnection(options: OpenOptions): Promise<SqliteConnection | undefined> {
  const path = resolve(options.path);
  const { absent, patience = usualPatience } = options;
  try {
    const isNew = await isEmptyOrAbsent(path);
    const version = isNew
      ? 0
      : await patiently({ path, patience }, () => versionOf(path, patience));
    if (version > 0) return await opened(path, patience);
    if (absent === 'empty') return undefined;
    if (isNew) await mkdir(dirname(path), { recursive: true });
    else await keepFirstBackup(path);
    return await opened(path, patience);
  } catch (error) {
    throw storeFailure(path, error);
  }
}

async function isEmptyOrAbsent(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return true;
  if (stats.isFile()) return stats.size === 0;
  throw new AqeError('STORE_UNAVAILABLE', `${path} is no file`, {
    hint: 'database.filename names the SQLite file of the fleet.',
  });
}

function versionOf(path: string, { lockMs }: Patience): number {
  const database = new Database(`${pathToFileURL(path).href}?mode=ro`, { timeout: lockMs });
  try {
    return schemaVersion(database);
  } finally {
    database.close();
  }
}

async function opened(path: string, patience: Patience): Promise<SqliteConnection> {
  const database = new Database(`${pathToFileURL(path).href}?mode=rwc`, {
    timeout: patience.lockMs,
  });
  const connection: SqliteConnection = { path, database, patience };
  try {
    // In this order: a file is as 1.0.4 left it until it has our tables, also for others who want to back it up.
    await upgradeSchema(connection);
    await patiently(connection, () => {
      makeFast(database);
    });
    return connection;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A write-ahead log takes a transaction in a twentieth of the time, and lets others read meanwhile. With it and `synchronous = NORMAL` the end of a
 * process loses nothing; a power cut may lose the last transactions, never half of one. Where there can be no such log, as on some
 * network file systems, each transaction is forced to the disk instead.
 */
function makeFast(database: Database.Database): void {
  const isLogged = oneRow(database.prepare('PRAGMA journal_mode = WAL'), [])?.['journal_mode'];
  database.exec(`PRAGMA synchronous = ${isLogged === 'wal' ? 'NORMAL' : 'FULL'}`);
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
}
