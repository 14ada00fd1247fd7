import type Database from 'libsql';
import type { MemoryRow, StoredMemory } from '../../core/memory/memory-entries.ts';
import type { Row } from '../store/rows.ts';
import { memoryRowOf, memoryValues, partitionStatsOf } from '../store/stored-memory.ts';
import { allRows, oneRow } from './sqlite-rows.ts';

/** The table as 1.0.4 makes it. */
const memoryTable = `CREATE TABLE IF NOT EXISTS memory_entries (
  key TEXT NOT NULL,
  partition TEXT NOT NULL DEFAULT 'default',
  value TEXT NOT NULL,
  metadata TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  owner TEXT,
  access_level TEXT DEFAULT 'private',
  team_id TEXT,
  swarm_id TEXT,
  PRIMARY KEY (key, partition)
)`;

const columns =
  'key, partition, value, metadata, created_at, expires_at, owner, access_level, team_id, swarm_id';

/** libsql cuts texts at U+0000 when it reads them, which 1.0.4's keys may have; of bytes it reads all. */
const readColumns = columns.replace('key', 'CAST(key AS BLOB) AS key_bytes');

/** Whether a database has 1.0.4's memory. */
export function hasMemory(database: Database.Database): boolean {
  return hasTable(database, 'memory_entries');
}

/** Makes the table where there is none; to be used inside of a transaction. */
export function makeMemory(database: Database.Database): void {
  database.exec(memoryTable);
}

/** Reads of the table; each sees one state. */
export function memoryReads(
  database: Database.Database,
): Pick<SyncEntries, 'get' | 'list' | 'stats'> {
  const get = database.prepare(
    `SELECT ${readColumns} FROM memory_entries WHERE key = ? AND partition = ?`,
  );
  const list = database.prepare(
    `SELECT ${readColumns} FROM memory_entries WHERE partition = ? AND key LIKE ? ORDER BY key`,
  );
  const stats = database.prepare(`
    SELECT partition, count(*) AS entries, total(expires_at <= ?) AS expired, total(length(value)) AS size
    FROM memory_entries GROUP BY partition ORDER BY partition`);
  return {
    get: (key, partition) => {
      const row = oneRow(get, [key, partition]);
      return row === undefined ? undefined : memoryRow(row);
    },
    list: ({ pattern, partition }) => allRows(list, [partition, pattern]).map(memoryRow),
    stats: (now) => allRows(stats, [now]).map(partitionStatsOf),
  };
}

/** Writes to the table; to be used inside of a transaction. */
export function memoryWrites(
  database: Database.Database,
): Pick<SyncEntries, 'put' | 'putAll' | 'remove' | 'clear' | 'removeExpired'> {
  const { get } = memoryReads(database);
  const put = database.prepare(
    `INSERT OR REPLACE INTO memory_entries (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM memory_entries WHERE key = ? AND partition = ?');
  const clear = database.prepare('DELETE FROM memory_entries WHERE partition = ?');
  const removeExpired = database.prepare('DELETE FROM memory_entries WHERE expires_at <= ?');
  const removeExpiredOf = database.prepare(
    'DELETE FROM memory_entries WHERE expires_at <= ? AND partition IN (SELECT value FROM json_each(?))',
  );
  // What 1.0.4 granted for an entry goes with it.
  const revoke = hasTable(database, 'memory_acl')
    ? database.prepare('DELETE FROM memory_acl WHERE resource_id = ?')
    : undefined;
  const checkThere = (
    { key, partition }: Pick<MemoryRow, 'key' | 'partition'>,
    check: (there: MemoryRow) => void,
  ): void => {
    const there = get(key, partition);
    if (there !== undefined) check(there);
  };
  return {
    put: (row, check) => {
      checkThere(row, check);
      put.run(memoryValues(row));
    },
    putAll: (rows) => {
      for (const row of rows) put.run(memoryValues(row));
    },
    remove: (place, check) => {
      checkThere(place, check);
      revoke?.run([`${place.partition}:${place.key}`]);
      return remove.run([place.key, place.partition]).changes > 0;
    },
    clear: (partition) => clear.run([partition]).changes,
    removeExpired: (now, partitions) =>
      partitions === undefined
        ? removeExpired.run([now]).changes
        : removeExpiredOf.run([now, JSON.stringify(partitions)]).changes,
  };
}

/** {@link StoredMemory} without waiting. */
type SyncEntries = {
  readonly [K in keyof StoredMemory]: (
    ...values: Parameters<StoredMemory[K]>
  ) => Awaited<ReturnType<StoredMemory[K]>>;
};

function hasTable(database: Database.Database, name: string): boolean {
  const query = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  return oneRow(query, [name]) !== undefined;
}

function memoryRow(row: Row): MemoryRow {
  return memoryRowOf({ ...row, key: keyOf(row) });
}

function keyOf({ key_bytes: bytes }: Row): string {
  if (bytes instanceof ArrayBuffer) return new TextDecoder().decode(bytes);
  throw new Error('the key is not read as bytes');
}
