import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { probeSqlite } from '../../../src/adapters/sqlite-probe.ts';
import { type Project, project } from '../../helpers/project.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');

/** Writes a database with one table of 1.0.4 and closes it. */
function fleetDatabase(
  folder: Project,
  name: string,
  pragma = 'journal_mode = DELETE',
): Database.Database {
  const database = new Database(folder.path(name));
  database.pragma(pragma);
  database.exec('CREATE TABLE fleets (id TEXT); CREATE TABLE tasks (id TEXT)');
  return database;
}

/** The database of a folder as it is after its last user left: all in the main file. */
function walWithoutLog(folder: Project): Uint8Array {
  const database = new Database(folder.path('fleet.db'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return folder.bytes('fleet.db');
}

/** All bytes below the folder: what must be the same afterwards. */
const snapshot = (folder: Project): Record<string, string> =>
  Object.fromEntries(folder.list().map((name) => [name, folder.bytes(name).toString('base64')]));

describe(probeSqlite, () => {
  it('lists the tables and changes no byte', async () => {
    const folder = project();
    fleetDatabase(folder, 'fleet.db').close();
    const before = snapshot(folder);
    expect(await probeSqlite(folder.path('fleet.db'))).toEqual({
      kind: 'open',
      tables: ['fleets', 'tasks'],
    });
    expect(snapshot(folder)).toEqual(before);
  });

  it('reads what is only in the write-ahead log of a database in use, and leaves the data alone', async () => {
    const folder = project();
    const inUse = fleetDatabase(folder, 'fleet.db', 'journal_mode = WAL');
    const before = snapshot(folder);
    const state = await probeSqlite(folder.path('fleet.db'));
    expect(state).toEqual({ kind: 'open', tables: ['fleets', 'tasks'] });
    const { 'fleet.db': data, 'fleet.db-wal': log } = snapshot(folder);
    expect({ data, log }).toEqual({ data: before['fleet.db'], log: before['fleet.db-wal'] });
    inUse.close();
  });

  it('leaves no files beside a database in WAL mode that nobody uses', async () => {
    const folder = project();
    fleetDatabase(folder, 'fleet.db', 'journal_mode = WAL').close();
    const copy = project({ 'fleet.db': walWithoutLog(folder) });
    expect(await probeSqlite(copy.path('fleet.db'))).toMatchObject({ kind: 'open' });
    expect(copy.list()).toEqual(['fleet.db']);
  });

  it('says that another connection is writing', async () => {
    const folder = project();
    const writer = fleetDatabase(folder, 'fleet.db');
    writer.exec('BEGIN EXCLUSIVE');
    expect(await probeSqlite(folder.path('fleet.db'))).toEqual({ kind: 'busy' });
    writer.exec('ROLLBACK');
    writer.close();
  });

  it('copes with names that mean something in a URI', async () => {
    const folder = project();
    fleetDatabase(folder, 'what? #1 100%41.db').close();
    expect(await probeSqlite(folder.path('what? #1 100%41.db'))).toMatchObject({ kind: 'open' });
    expect(folder.list()).toEqual(['what? #1 100%41.db']);
  });

  it('does not create a missing file', async () => {
    const folder = project();
    expect(await probeSqlite(folder.path('fleet.db'))).toEqual({ kind: 'absent' });
    expect(folder.list()).toEqual([]);
  });

  it('refuses a folder', async () => {
    const folder = project({ 'fleet.db/inside': '' });
    expect(await probeSqlite(folder.path('fleet.db'))).toEqual({
      kind: 'unreadable',
      reason: 'it is not a regular file',
    });
  });

  it('recognises what is no database', async () => {
    const folder = project({ 'fleet.db': 'fleet:\n  id: x\n'.repeat(100) });
    expect(await probeSqlite(folder.path('fleet.db'))).toEqual({
      kind: 'damaged',
      reason: 'file is not a database',
    });
  });

  it('finds a damaged page', async () => {
    const folder = project();
    fleetDatabase(folder, 'fleet.db').close();
    const bytes = folder.bytes('fleet.db');
    bytes.fill(0xff, 4096, 4200);
    folder.write('fleet.db', bytes);
    expect(await probeSqlite(folder.path('fleet.db'))).toMatchObject({ kind: 'damaged' });
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not read (not as root)', async () => {
    const folder = project({ 'fleet.db': '' });
    chmodSync(folder.path('fleet.db'), 0);
    expect(await probeSqlite(folder.path('fleet.db'))).toMatchObject({ kind: 'unreadable' });
  });

  it.skipIf(!existsSync(shared)).each(['combined', 'database', 'memory'])(
    'knows the %s file that 1.0.4 wrote (skipped without the shared data)',
    async (name) => {
      const file = `fleet-1.0.4-${name}.db`;
      const folder = project({ 'fleet.db': readFileSync(join(shared, file)) });
      const before = snapshot(folder);
      const state = await probeSqlite(folder.path('fleet.db'));
      const tables = state.kind === 'open' ? state.tables : [];
      expect(tables).toContain(name === 'database' ? 'fleets' : 'memory_entries');
      expect(snapshot(folder)).toEqual(before);
    },
  );
});
