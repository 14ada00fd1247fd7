import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { BudgetStore, LedgerReader } from '../../core/cost/budget-store.ts';
import { AqeError } from '../../errors.ts';
import { keepFirstBackup } from './first-backup.ts';
import { schemaVersion, upgradeSchema } from './schema-version.ts';
import { sqliteBudgetStore } from './sqlite-budget-store.ts';
import type { Patience, SqliteConnection } from './sqlite-connection.ts';
import { sqliteLedgerReader } from './sqlite-ledger-reader.ts';
import { isLocked, storeFailure } from './store-failure.ts';

/** How to open a store. */
export interface OpenOptions {
  /** The database file of the fleet. */
  readonly path: string;
  /**
   * What to do where 1.0.5 has recorded nothing yet: `create` the file or its tables; or answer as an `empty` store would, and touch
   * nothing.
   */
  readonly absent: 'create' | 'empty';
  readonly patience?: Patience;
}

const usualPatience: Patience = { lockMs: 20, totalMs: 10_000 };

/**
 * Opens the money tables in a fleet's SQLite file. Before the first write to a file of 1.0.4 a backup is kept beside it.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openSqliteStore(options: OpenOptions): Promise<BudgetStore & LedgerReader> {
  const path = resolve(options.path);
  const { absent, patience = usualPatience } = options;
  try {
    const isNew = await isEmptyOrAbsent(path);
    const version = isNew ? 0 : versionOf(path, patience);
    if (version > 0) return await opened(path, patience);
    if (absent === 'empty') return await opened(':memory:', patience);
    await (isNew ? requireFolder(path) : keepFirstBackup(path));
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

async function requireFolder(path: string): Promise<void> {
  const folder = dirname(path);
  if ((await stat(folder).catch(() => undefined))?.isDirectory() === true) return;
  throw new AqeError('STORE_UNAVAILABLE', `the folder of ${path} does not exist`, {
    hint: `Make it (mkdir -p ${folder}), or correct database.filename.`,
  });
}

function versionOf(path: string, { totalMs }: Patience): number {
  const database = new Database(`${pathToFileURL(path).href}?mode=ro`, { timeout: totalMs });
  try {
    return schemaVersion(database);
  } finally {
    database.close();
  }
}

async function opened(path: string, patience: Patience): Promise<BudgetStore & LedgerReader> {
  const uri = path === ':memory:' ? path : `${pathToFileURL(path).href}?mode=rwc`;
  const database = new Database(uri, { timeout: patience.lockMs });
  const connection: SqliteConnection = { path, database, patience };
  try {
    makeFast(database);
    await upgradeSchema(connection);
    return {
      ...sqliteBudgetStore(connection),
      ...sqliteLedgerReader(connection),
      close: async () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A write-ahead log takes a transaction in a twentieth of the time, and lets others read meanwhile. With it and `synchronous = NORMAL` the end of a
 * process loses nothing; a power cut may lose the last transactions, never half of one. Where the log cannot be had now,
 * because 1.0.4 has the file open, each transaction is forced to the disk instead.
 */
function makeFast(database: Database.Database): void {
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000',
    );
  } catch (error) {
    if (!isLocked(error)) throw error;
    database.exec('PRAGMA synchronous = FULL');
  }
}
