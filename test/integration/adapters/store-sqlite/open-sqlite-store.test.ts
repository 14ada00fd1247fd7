import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../../src/adapters/store-sqlite/open-sqlite-store.ts';
import {
  ending,
  entriesOf,
  limited,
  type MoneyStore,
  stateOf,
  wish,
} from '../../../helpers/budget-requests.ts';
import { type Project, project } from '../../../helpers/project.ts';

const shared = join(import.meta.dirname, '../../../../../shared/data');
const patience = { lockMs: 5, totalMs: 50 };

async function opened(path: string, absent: 'create' | 'empty' = 'create'): Promise<MoneyStore> {
  const store = await openSqliteStore({ path, absent, patience });
  onTestFinished(async () => store.close());
  return store;
}

/** Books one call, as proof that a store works. */
async function use(store: MoneyStore): Promise<void> {
  await store.reserve(wish('a', { windows: [limited('day', 1000)] }));
  await store.settle(ending('a'));
  expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
}

/** A database as 1.0.4 leaves one. */
function oldFleet(): Project {
  const folder = project();
  const database = new Database(folder.path('fleet.db'));
  database.exec("CREATE TABLE tasks (id TEXT); INSERT INTO tasks VALUES ('first')");
  database.close();
  return folder;
}

/** Every table of 1.0.4 with its definition and its rows. */
function content(path: string): unknown {
  const database = new Database(path);
  const tables = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'aqe_%' ORDER BY name")
    .raw()
    .all();
  const rows = tables.map((table) => {
    const [name = ''] = Array.isArray(table) ? table.map(String) : [];
    const isTable = database.prepare(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?",
    );
    if (isTable.all([name]).length === 0) return name;
    return database.prepare(`SELECT rowid, * FROM "${name}"`).raw().all();
  });
  database.close();
  return { tables, rows };
}

const refusal = async (path: string): Promise<unknown> =>
  openSqliteStore({ path, absent: 'create', patience }).catch((error: unknown) => error);

const unavailable = (message: RegExp, hint: RegExp): unknown =>
  expect.objectContaining({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });

describe(openSqliteStore, () => {
  it('makes a new file, and no backup of nothing', async () => {
    const folder = project();
    await use(await opened(folder.path('fleet.db')));
    expect(folder.list().filter((name) => name.includes('backup'))).toEqual([]);
  });

  it.skipIf(!existsSync(shared)).each(['database', 'memory', 'combined'])(
    'leaves the tables of 1.0.4 as they were, and a backup of the file: %s',
    async (kind) => {
      const folder = project();
      const path = folder.path('fleet.db');
      copyFileSync(join(shared, `fleet-1.0.4-${kind}.db`), path);
      chmodSync(path, 0o644);
      const [bytes, before] = [readFileSync(path), content(path)];
      const store = await openSqliteStore({ path, absent: 'create', patience });
      await use(store);
      await store.close();
      expect(content(path)).toEqual(before);
      expect(folder.bytes('fleet.db.backup.v1.0.4').equals(bytes)).toBe(true);
    },
  );

  it('keeps the backup before the first write, and only then', async () => {
    const folder = oldFleet();
    const before = folder.bytes('fleet.db');
    await use(await opened(folder.path('fleet.db')));
    const again = await opened(folder.path('fleet.db'));
    expect(await stateOf(again)).toEqual({ spent: 40, reserved: 0 });
    expect(folder.bytes('fleet.db.backup.v1.0.4').equals(before)).toBe(true);
    expect(folder.list().filter((name) => name.includes('backup'))).toHaveLength(1);
    expect(folder.list().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('replaces no backup that somebody made before', async () => {
    const folder = oldFleet();
    const before = folder.bytes('fleet.db');
    folder.write('fleet.db.backup.v1.0.4', 'mine');
    folder.write('fleet.db.backup.v1.0.4.2', 'mine too');
    await use(await opened(folder.path('fleet.db')));
    expect(folder.read('fleet.db.backup.v1.0.4')).toBe('mine');
    expect(folder.read('fleet.db.backup.v1.0.4.2')).toBe('mine too');
    expect(folder.bytes('fleet.db.backup.v1.0.4.3').equals(before)).toBe(true);
  });

  it('makes no second backup of the same bytes', async () => {
    const folder = oldFleet();
    folder.write('fleet.db.backup.v1.0.4', folder.bytes('fleet.db'));
    await use(await opened(folder.path('fleet.db')));
    expect(folder.list().filter((name) => name.includes('backup'))).toHaveLength(1);
  });

  it('stays readable and writable for 1.0.4 while it is open', async () => {
    const folder = oldFleet();
    const store = await opened(folder.path('fleet.db'));
    const old = new Database(folder.path('fleet.db'));
    onTestFinished(() => void old.close());
    await use(store);
    old.exec("INSERT INTO tasks VALUES ('second')");
    expect(old.prepare('SELECT id FROM tasks').pluck().all()).toEqual(['first', 'second']);
    await store.expire(0);
  });

  it('waits for a 1.0.4 that is in the middle of something', async () => {
    const folder = oldFleet();
    const old = new Database(folder.path('fleet.db'));
    onTestFinished(() => void old.close());
    old.exec('BEGIN; SELECT count(*) FROM tasks');
    const opening = openSqliteStore({ path: folder.path('fleet.db'), absent: 'create' });
    await setImmediate();
    old.exec('COMMIT');
    const store = await opening;
    onTestFinished(async () => store.close());
    await use(store);
    expect(await entriesOf(store)).toHaveLength(1);
  });

  it('shows an empty store without touching anything where nothing was recorded', async () => {
    const folder = oldFleet();
    const before = folder.bytes('fleet.db');
    for (const name of ['fleet.db', 'none.db', 'no/such/folder/fleet.db']) {
      const store = await opened(folder.path(name), 'empty');
      expect(await entriesOf(store)).toEqual([]);
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 0 });
    }
    expect(folder.list()).toEqual(['fleet.db']);
    expect(folder.bytes('fleet.db').equals(before)).toBe(true);
  });

  it('shows what was recorded when asked to make nothing', async () => {
    const path = project().path('fleet.db');
    await use(await opened(path));
    expect(await entriesOf(await opened(path, 'empty'))).toHaveLength(1);
  });

  it('makes the folder that is missing', async () => {
    const path = project().path('data/deep/fleet.db');
    await use(await opened(path));
    expect(await entriesOf(await opened(path, 'empty'))).toHaveLength(1);
  });

  describe('fails with a reason and a way out', () => {
    it('where the path is a folder', async () => {
      const folder = project();
      mkdirSync(folder.path('fleet.db'));
      expect(await refusal(folder.path('fleet.db'))).toEqual(
        unavailable(/is no file/, /database\.filename/),
      );
    });

    it('where the file is no database, which stays as it is', async () => {
      const folder = project({ 'fleet.db': 'notes '.repeat(1000) });
      expect(await refusal(folder.path('fleet.db'))).toEqual(
        unavailable(/no whole|not a whole SQLite database/, /backup list/),
      );
      expect(folder.list()).toEqual(['fleet.db']);
    });

    it('where a newer aqe was here', async () => {
      const folder = project();
      const store = await openSqliteStore({ path: folder.path('fleet.db'), absent: 'create' });
      await store.close();
      const database = new Database(folder.path('fleet.db'));
      database.exec('UPDATE aqe_schema SET version = 99');
      database.close();
      expect(await refusal(folder.path('fleet.db'))).toEqual(
        unavailable(/newer aqe \(tables 99\)/, /Install the newer/),
      );
    });

    it('where somebody else holds the file', async () => {
      const folder = oldFleet();
      const other = new Database(folder.path('fleet.db'));
      onTestFinished(() => void other.close());
      other.exec('BEGIN EXCLUSIVE');
      expect(await refusal(folder.path('fleet.db'))).toEqual(unavailable(/locked/, /Try again/));
      other.exec('COMMIT');
    });

    it('where the file is damaged in a place that only a call finds', async () => {
      const path = project().path('fleet.db');
      const store = await opened(path);
      const other = new Database(path);
      other.exec('DROP TABLE aqe_budget_windows');
      other.close();
      await expect(store.windows(['day'])).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('cannot be used'),
        hint: expect.stringContaining('aqe doctor'),
      });
    });

    it.skipIf(process.getuid?.() === 0)('where the backup cannot be written', async () => {
      const folder = oldFleet();
      const before = folder.bytes('fleet.db');
      chmodSync(folder.dir, 0o555);
      onTestFinished(() => {
        chmodSync(folder.dir, 0o755);
      });
      expect(await refusal(folder.path('fleet.db'))).toEqual(unavailable(/cannot back up/, /room/));
      expect(folder.bytes('fleet.db').equals(before)).toBe(true);
    });

    it('where a writer does not end', async () => {
      const path = project().path('fleet.db');
      const store = await opened(path);
      const other = new Database(path);
      onTestFinished(() => void other.close());
      other.exec('BEGIN IMMEDIATE');
      await expect(store.reserve(wish('a'))).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('stays locked'),
      });
      other.exec('COMMIT');
      await use(store);
    });
  });

  it('has a ledger that nobody can change', async () => {
    const path = project().path('fleet.db');
    await use(await opened(path));
    const other = new Database(path);
    onTestFinished(() => void other.close());
    expect(() => other.exec('UPDATE aqe_ledger SET cost = 0')).toThrow('the ledger only grows');
    expect(() => other.exec('DELETE FROM aqe_ledger')).toThrow('the ledger only grows');
  });
});
