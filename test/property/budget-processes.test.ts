import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { project } from '../helpers/project.ts';
import { race } from '../helpers/spending-processes.ts';

const LIMIT = 400_000;

describe('one SQLite file', () => {
  it('is shared by eight processes, three of which are killed: no limit is passed, nothing is lost', async () => {
    const folder = project();
    const path = folder.path('fleet.db');
    const old = new Database(path);
    old.exec("CREATE TABLE tasks (id TEXT); INSERT INTO tasks VALUES ('of 1.0.4')");
    old.close();
    const rules = {
      module: 'dist/adapters/store-sqlite/open-sqlite-store.js',
      open: 'openSqliteStore',
      options: { path, absent: 'create' },
      folder: folder.dir,
      processes: 8,
      killed: 3,
      callsEach: 400,
      limit: LIMIT,
    };
    const report = await race(rules, async () => openSqliteStore({ path, absent: 'create' }));
    expect(report.disagreements).toEqual([]);
    expect(report.highest).toBeLessThanOrEqual(LIMIT);
    expect(report.killed).toBe(3);
    // It was a race, it was watched, and the limit was what ended it.
    expect(report.observations).toBeGreaterThan(100);
    expect(report.highest).toBeGreaterThan(LIMIT * 0.9);
    expect(report.refused).toBeGreaterThan(100);
    expect(report.expired).toBeGreaterThan(3);
    const backups = folder.list().filter((name) => name.includes('.backup.'));
    expect(backups[0]).toBe('fleet.db.backup.v1.0.4');
    for (const name of backups) {
      const backup = new Database(folder.path(name));
      const tables = backup.prepare('SELECT name FROM sqlite_schema').pluck().all();
      expect(tables).toEqual(['tasks']);
      backup.close();
    }
  });
});
