import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type Database from 'libsql';
import type { SqliteState } from '../core/ports.ts';

/** Opens a SQLite file for reading only, checks its pages and lists its tables. */
export async function probeSqlite(path: string): Promise<SqliteState> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return { kind: 'absent' };
  if (!stats.isFile()) return { kind: 'unreadable', reason: 'it is not a regular file' };
  try {
    await access(path, constants.R_OK);
  } catch {
    return { kind: 'unreadable', reason: 'no permission to read it' };
  }
  return examine(await readOnlyUri(path));
}

/**
 * libsql ignores its `readonly` option and would create a missing file; SQLite's own URI parameters
 * hold. `mode=ro` respects the locks of others, but would leave -wal and -shm files beside a database
 * in WAL mode that nobody uses; such a one cannot change under us and is opened as `immutable`.
 */
async function readOnlyUri(path: string): Promise<string> {
  const log = await stat(`${path}-wal`).catch(() => undefined);
  const unused = log === undefined || log.size === 0;
  const mode = unused && (await isWal(path)) ? 'immutable=1' : 'mode=ro';
  return `${pathToFileURL(path).href}?${mode}`;
}

/** https://www.sqlite.org/fileformat2.html: byte 18 of the header is 2 in WAL mode. */
async function isWal(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(1), 0, 1, 18);
    return bytesRead === 1 && buffer[0] === 2;
  } finally {
    await handle.close();
  }
}

async function examine(uri: string): Promise<SqliteState> {
  const { default: Libsql } = await import('libsql');
  let database: Database.Database | undefined;
  try {
    database = new Libsql(uri);
    const [verdict] = column(database, 'PRAGMA quick_check(1)', 'quick_check');
    if (verdict !== 'ok') return { kind: 'damaged', reason: verdict ?? 'the check said nothing' };
    const tables = column(database, "SELECT name FROM sqlite_schema WHERE type = 'table'", 'name');
    return { kind: 'open', tables: tables.filter((table) => !table.startsWith('sqlite_')) };
  } catch (error) {
    return explain(error);
  } finally {
    database?.close();
  }
}

function column(database: Database.Database, sql: string, name: string): readonly string[] {
  return database
    .prepare(sql)
    .all()
    .map((row) =>
      typeof row === 'object' && row !== null ? String(Reflect.get(row, name)) : String(row),
    );
}

function explain(error: unknown): SqliteState {
  if (!(error instanceof Error)) return { kind: 'unreadable', reason: String(error) };
  const code = 'code' in error ? String(error.code) : '';
  if (/BUSY|LOCKED/.test(code)) return { kind: 'busy' };
  return { kind: /NOTADB|CORRUPT/.test(code) ? 'damaged' : 'unreadable', reason: error.message };
}
