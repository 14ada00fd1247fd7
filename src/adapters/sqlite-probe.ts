import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type Database from 'libsql';
import type { SqliteState } from '../core/ports.ts';
import { readOnlyUri } from './read-only-uri.ts';

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
