import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteDatabases } from '../../../src/adapters/sqlite-databases.ts';
import { type Project, project } from '../../helpers/project.ts';

const patient = sqliteDatabases();
const hasty = sqliteDatabases({ lockMs: 50, totalMs: 150 });
const root = join(import.meta.dirname, '../../..');

/** Another process that runs a script with the database open; resolves when the script says so. */
async function otherProcess(path: string, script: string): Promise<ChildProcess> {
  const code = `const db = new (require('libsql'))(process.argv[1], { timeout: 5000 });\n${script}`;
  const child = spawn(process.execPath, ['-e', code, path], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  return child;
}

/** Keeps a process of {@link otherProcess} alive until it is killed. */
const stay = "process.stdin.resume(); console.log('ready');";

/** Counts up in every row of two tables in one transaction, again and again. */
const keepWriting = `
  db.exec('PRAGMA synchronous = OFF');
  const write = () => {
    db.exec('BEGIN IMMEDIATE; UPDATE a SET n = n + 1; UPDATE b SET n = n + 1; COMMIT');
    setTimeout(write, 10);
  };
  write();
  console.log('ready');`;

/** Large enough that a copy made without care is torn: one in three of them was. */
const manyRows = `
  WITH RECURSIVE i (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM i WHERE k < 1000)
    INSERT INTO a SELECT 0, zeroblob(2000) FROM i;
  INSERT INTO b SELECT * FROM a;`;

function database(
  journal: 'wal' | 'delete',
  fill = "INSERT INTO a VALUES (0, ''); INSERT INTO b VALUES (0, '');",
): { folder: Project; path: string } {
  const folder = project();
  const path = folder.path('fleet.db');
  const db = new Database(path);
  db.exec(`PRAGMA journal_mode = ${journal};
    CREATE TABLE a (n INTEGER, filler BLOB); CREATE TABLE b (n INTEGER, filler BLOB); ${fill}`);
  db.close();
  return { folder, path };
}

/** The numbers that a query answers with. */
function query(path: string, sql: string): number[] {
  const db = new Database(path);
  const rows: unknown[] = db.prepare(sql).raw().all();
  db.close();
  return rows.flat().map(Number);
}

const rowsOfEach = 'SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)';

describe('snapshot', () => {
  it.each(['wal', 'delete'] as const)(
    'copies one moment while another process writes (journal: %s)',
    async (journal) => {
      const { folder, path } = database(journal, manyRows);
      await otherProcess(path, keepWriting);
      const moments: number[] = [];
      for (const name of ['1.db', '2.db', '3.db', '4.db']) {
        const copy = folder.path(name);
        // oxlint-disable-next-line no-await-in-loop -- one backup after the other
        expect(await patient.snapshot(path, copy)).toBe('exact');
        // oxlint-disable-next-line no-await-in-loop
        expect(await hasty.problemIn(copy)).toBeUndefined();
        const values = query(copy, 'SELECT n FROM a UNION SELECT n FROM b ORDER BY n');
        expect(values).toHaveLength(1);
        moments.push(...values);
      }
      expect(moments).toEqual(moments.toSorted((one, other) => one - other));
      expect(moments.at(-1)).toBeGreaterThan(0);
    },
    30_000,
  );

  it.each(['wal', 'delete'] as const)(
    'copies a file at rest byte for byte and leaves it alone (journal: %s)',
    async (journal) => {
      const { folder, path } = database(journal);
      const bytes = folder.bytes('fleet.db');
      const { mtimeMs } = statSync(path);
      expect(await hasty.snapshot(path, folder.path('copy.db'))).toBe('exact');
      expect(folder.bytes('copy.db').equals(bytes)).toBe(true);
      expect(folder.bytes('fleet.db').equals(bytes)).toBe(true);
      expect(statSync(path).mtimeMs).toBe(mtimeMs);
      expect(folder.list()).toEqual(['copy.db', 'fleet.db']);
    },
  );

  it('includes what is only in the log yet', async () => {
    const { folder, path } = database('wal');
    await otherProcess(path, `db.exec("INSERT INTO a VALUES (1, '')");${stay}`);
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    expect(await hasty.snapshot(path, folder.path('copy.db'))).toBe('exact');
    expect(query(folder.path('copy.db'), rowsOfEach)).toEqual([2, 1]);
  });

  it('writes the content anew when a reader keeps the log from being emptied', async () => {
    const { folder, path } = database('wal');
    await otherProcess(
      path,
      `db.exec("INSERT INTO a VALUES (1, '')"); db.exec('BEGIN; SELECT * FROM a');
      new (require('libsql'))(process.argv[1]).exec("INSERT INTO b VALUES (1, '')");${stay}`,
    );
    expect(await hasty.snapshot(path, folder.path("it's.db"))).toBe('compacted');
    expect(query(folder.path("it's.db"), rowsOfEach)).toEqual([2, 2]);
  }, 30_000);

  it('gives up on a file that stays locked', async () => {
    const { folder, path } = database('delete');
    await otherProcess(path, `db.exec('BEGIN EXCLUSIVE');${stay}`);
    await expect(hasty.snapshot(path, folder.path('copy.db'))).rejects.toThrow(
      expect.objectContaining({ code: 'DATABASE_BUSY' }),
    );
    expect(folder.list()).not.toContain('copy.db');
  }, 30_000);

  it('refuses a file that is no database', async () => {
    const folder = project({ 'fleet.db': 'This is a text file.'.repeat(50) });
    await expect(hasty.snapshot(folder.path('fleet.db'), folder.path('copy.db'))).rejects.toThrow(
      expect.objectContaining({ code: 'DATABASE_UNREADABLE' }),
    );
    expect(folder.list()).toEqual(['fleet.db']);
  });
});

describe('problemIn', () => {
  it('finds a damaged page', async () => {
    const { folder, path } = database('delete');
    const bytes = folder.bytes('fleet.db');
    bytes.fill(0xff, 4096, 4196);
    writeFileSync(path, bytes);
    expect(await hasty.problemIn(path)).toBeTypeOf('string');
  });

  it.each(['wal', 'delete'] as const)('changes nothing (journal: %s)', async (journal) => {
    const { folder, path } = database(journal);
    const before = folder.list().map((name) => [name, folder.bytes(name)]);
    expect(await hasty.problemIn(path)).toBeUndefined();
    expect(folder.list().map((name) => [name, folder.bytes(name)])).toEqual(before);
  });

  it('does not create a file that is not there', async () => {
    const folder = project({});
    expect(await hasty.problemIn(folder.path('fleet.db'))).toBeTypeOf('string');
    expect(await hasty.inUse(folder.path('fleet.db'))).toBe(false);
    expect(folder.list()).toEqual([]);
  });

  it('says why a file is no database', async () => {
    const folder = project({ 'fleet.db': 'This is a text file.'.repeat(50) });
    expect(await hasty.problemIn(folder.path('fleet.db'))).toBe('file is not a database');
  });
});

describe('inUse', () => {
  it.each([
    ['open with a log', 'wal', "db.exec('SELECT * FROM a');"],
    ['in a write transaction', 'delete', "db.exec('BEGIN IMMEDIATE');"],
    ['in a read transaction', 'delete', "db.exec('BEGIN; SELECT * FROM a');"],
  ] as const)('tells of a process that has it %s', async (_what, journal, script) => {
    const { path } = database(journal);
    await otherProcess(path, script + stay);
    expect(await hasty.inUse(path)).toBe(true);
  });

  it('tells of nobody when the other process has closed it', async () => {
    const { path } = database('wal');
    await otherProcess(path, `db.close();${stay}`);
    expect(await hasty.inUse(path)).toBe(false);
  });

  it('lets a damaged file be replaced', async () => {
    const folder = project({ 'fleet.db': 'This is a text file.'.repeat(50) });
    expect(await hasty.inUse(folder.path('fleet.db'))).toBe(false);
  });

  it('leaves no log behind', async () => {
    const { path } = database('wal');
    expect(await hasty.inUse(path)).toBe(false);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
