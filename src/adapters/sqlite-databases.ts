import { copyFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { Databases, SnapshotKind } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { readOnlyUri } from './read-only-uri.ts';

/** How long to wait for others. */
export interface Patience {
  /** How long SQLite itself waits for a lock. It blocks this process, so it is short, and repeated. */
  readonly lockMs: number;
  /** How long to try again in all: a busy fleet leaves only moments between two of its writes. */
  readonly totalMs: number;
}

/** SQLite files through libsql. */
export function sqliteDatabases(patience: Patience = { lockMs: 500, totalMs: 5000 }): Databases {
  return {
    problemIn,
    snapshot: async (source, target) => snapshot({ source, target }, patience),
    inUse: async (path) => inUse(path, patience),
  };
}

type Connection = Database.Database;

const PAUSE_MS = 20;

async function snapshot(
  { source, target }: { readonly source: string; readonly target: string },
  { lockMs, totalMs }: Patience,
): Promise<SnapshotKind> {
  const reader = open(source, lockMs);
  try {
    const deadline = performance.now() + totalMs;
    do {
      const gate = open(source, lockMs);
      // oxlint-disable-next-line no-await-in-loop -- a retry
      if (await pinFile(source, { reader, gate })) {
        // oxlint-disable-next-line no-await-in-loop
        await copyFile(source, target);
        return 'exact';
      }
      // oxlint-disable-next-line no-await-in-loop
      await sleep(PAUSE_MS);
    } while (performance.now() < deadline);
    // Another reader keeps the log from being emptied: the file alone is not the whole state.
    reader.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
    return 'compacted';
  } catch (error) {
    await rm(target, { force: true });
    throw databaseError(source, error);
  } finally {
    reader.close();
  }
}

/**
 * Begins a read that SQLite serves from the file alone: while it lasts, writers append to the log, and nobody
 * may write the file. That needs an empty log, and no writer for the moment between emptying and reading.
 * Only exec() is used: libsql finalizes a prepared statement no sooner than the garbage collector does.
 */
async function pinFile(
  path: string,
  { reader, gate }: { readonly reader: Connection; readonly gate: Connection },
): Promise<boolean> {
  try {
    gate.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    gate.exec('BEGIN IMMEDIATE');
    if (await isEmpty(`${path}-wal`)) {
      reader.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
      return true;
    }
    return false;
  } catch (error) {
    if (reader.inTransaction) reader.exec('ROLLBACK');
    if (isLocked(error)) return false;
    throw error;
  } finally {
    gate.close();
  }
}

async function isEmpty(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined || found.size === 0;
}

async function problemIn(path: string): Promise<string | undefined> {
  try {
    const connection = new Database(await readOnlyUri(path));
    try {
      const rows: unknown[] = connection.prepare('PRAGMA integrity_check(1)').raw().all();
      const [answer] = rows.flat();
      return answer === 'ok' ? undefined : String(answer);
    } finally {
      connection.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function inUse(path: string, { lockMs }: Patience): Promise<boolean> {
  try {
    const connection = open(path, lockMs);
    try {
      // With a write-ahead log this fails as soon as anybody has the file open; else when it is locked.
      connection.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
      return false;
    } finally {
      connection.close();
    }
  } catch (error) {
    // A file that SQLite cannot read is what a restore is for.
    return isLocked(error);
  }
}

/** For emptying the log, and for locking; a file that has vanished meanwhile is not created anew. */
function open(path: string, timeout: number): Connection {
  return new Database(`${pathToFileURL(path).href}?mode=rw`, { timeout });
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

function databaseError(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (isLocked(error)) {
    return new AqeError('DATABASE_BUSY', `${path} stays locked by another process`, {
      hint: 'Try again when its long transaction has ended.',
      cause: error,
    });
  }
  return new AqeError('DATABASE_UNREADABLE', `cannot copy ${path}: ${error.message}`, {
    hint: 'Is it a SQLite file, and may you read it? --no-database backs up the configuration alone.',
    cause: error,
  });
}
