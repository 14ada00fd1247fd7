import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'libsql';
import { isLocked, storeFailure } from './store-failure.ts';

/** How long to wait for other processes. */
export interface Patience {
  /** How long SQLite itself waits for a lock. It blocks this process, so it is short, and repeated. */
  readonly lockMs: number;
  /** How long to try again in all. */
  readonly totalMs: number;
}

/** One open file, and the way to change it. */
export interface SqliteConnection {
  readonly path: string;
  readonly database: Database.Database;
  readonly patience: Patience;
}

const LONGEST_PAUSE_MS = 25;

/**
 * Does the work as one transaction, alone among all processes. The work is synchronous, so nothing else of this process comes in between; it may
 * run again when the file was locked.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function transaction<T>(connection: SqliteConnection, work: () => T): Promise<T> {
  return patiently(connection, () => attempt(connection.database, work));
}

/**
 * Tries again while others have the file locked.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function patiently<T>(
  { path, patience }: Pick<SqliteConnection, 'path' | 'patience'>,
  work: () => T,
): Promise<T> {
  const deadline = performance.now() + patience.totalMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > deadline) throw storeFailure(path, error);
    }
    // oxlint-disable-next-line no-await-in-loop -- a retry; the pause is random so that processes do not march in step
    await sleep(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}

function attempt<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** A read; it sees one state, and waits for nobody while the file has a write-ahead log. */
export function reading<T>({ path }: SqliteConnection, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeFailure(path, error);
  }
}
