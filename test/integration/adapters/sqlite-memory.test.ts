import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteMemory } from '../../../src/adapters/store-sqlite/open-sqlite-memory.ts';
import type { MemoryEntries } from '../../../src/core/memory/memory-entries.ts';
import { SwarmMemoryManager } from '../../../src/library/swarm-memory-manager.ts';
import { memoryEntriesContract } from '../../helpers/memory-entries-contract.ts';
import { project } from '../../helpers/project.ts';

async function open(file: string): Promise<MemoryEntries> {
  const entries = await openSqliteMemory(file);
  onTestFinished(async () => entries.close());
  return entries;
}

describe('memory in a SQLite file', () => {
  memoryEntriesContract(async () => open(project().path('data/fleet.db')));

  it('makes no file to look at what is not there', async () => {
    const { path, list } = project();
    const entries = await open(path('fleet.db'));
    expect(await entries.get('a', 'default')).toBeUndefined();
    expect(await entries.stats(0)).toEqual([]);
    expect(await entries.list({ pattern: '%', partition: 'default' })).toEqual([]);
    expect(list()).toEqual([]);
  });

  it('says what is no database', async () => {
    const { path } = project({
      'fleet.db': 'this is no database, however long it may be'.repeat(9),
    });
    const entries = await open(path('fleet.db'));
    await expect(entries.stats(0)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

const shared = join(import.meta.dirname, '../../../../shared/data');
const files = ['database', 'memory', 'combined'].map((name) => `fleet-1.0.4-${name}.db`);
const isThere = files.every((name) => existsSync(join(shared, name)));

function tablesOf(file: string): Readonly<Record<string, string>> {
  const database = new Database(file);
  try {
    const names = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aqe_%'")
      .pluck()
      .all();
    return Object.fromEntries(
      names.map((name) => {
        const rows = database.prepare(`SELECT * FROM ${String(name)}`).all();
        return [String(name), createHash('sha256').update(JSON.stringify(rows)).digest('hex')];
      }),
    );
  } finally {
    database.close();
  }
}

describe.skipIf(!isThere)('files of 1.0.4 (skipped where ../shared/data is absent)', () => {
  it.each(files)(
    '%s is read without a change, and backed up before it is written',
    async (name) => {
      const { path, dir } = project();
      const file = path('fleet.db');
      copyFileSync(join(shared, name), file);
      const before = readFileSync(file);
      const tables = tablesOf(file);
      const memory = new SwarmMemoryManager(file);
      const isMemory = name !== 'fleet-1.0.4-database.db';
      const entries = (await memory.stats()).reduce((sum, one) => sum + one.entries, 0);
      expect(entries).toBe(isMemory ? 47 : 0);
      await memory.query('%', { includeExpired: true });
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(readdirSync(dir)).toEqual(['fleet.db']);

      await memory.store('routing/costs/t1', { cost: 1 });
      expect(await memory.query('routing/costs/%')).toMatchObject([
        { key: 'routing/costs/t1', value: { cost: 1 }, partition: 'routing/costs' },
      ]);
      await memory.delete('routing/costs/t1');
      await memory.close();
      expect(readFileSync(`${file}.backup.v1.0.4`).equals(before)).toBe(true);
      expect(tablesOf(file)).toMatchObject(tables);
    },
  );

  it('gives the values and rights that 1.0.4 wrote', async () => {
    const { path } = project();
    copyFileSync(join(shared, 'fleet-1.0.4-memory.db'), path('fleet.db'));
    const memory = new SwarmMemoryManager(path('fleet.db'));
    onTestFinished(async () => memory.close());
    expect(await memory.retrieve('entry/0')).toMatchObject({ i: 0, text: 'value 0 of default' });
    const asks = { agentId: 'somebody' };
    await expect(memory.retrieve('entry/0', asks)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await expect(memory.retrieve('entry/4', asks)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await memory.retrieve('entry/1', { ...asks, teamId: 'team-a' })).toMatchObject({ i: 1 });
    const seen = (await memory.query('entry/%', asks)).map(({ key }) => key);
    expect(seen).not.toContain('entry/0');
  });
});
