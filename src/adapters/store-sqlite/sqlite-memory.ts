import { processEntries } from '../../core/memory/process-entries.ts';
import type { StoredMemory } from '../../core/memory/memory-entries.ts';
import { hasMemory, makeMemory, memoryReads, memoryWrites } from './memory-table.ts';
import { reading, type SqliteConnection, transaction } from './sqlite-connection.ts';

/** The memory in an open file. 1.0.4's table is made at the first write where there is none; without it, reads find nothing. */
export function sqliteMemory(connection: SqliteConnection): StoredMemory {
  const { database } = connection;
  let reads: ReturnType<typeof memoryReads> | undefined;
  let writes: ReturnType<typeof memoryWrites> | undefined;
  const nothing = processEntries();
  const read = async <T>(
    work: (there: ReturnType<typeof memoryReads>) => T,
    none: () => Promise<T>,
  ): Promise<T> => {
    if (reads === undefined && !reading(connection, () => hasMemory(database))) return none();
    return reading(connection, () => work((reads ??= memoryReads(database))));
  };
  const write = async <T>(work: (there: ReturnType<typeof memoryWrites>) => T): Promise<T> =>
    transaction(connection, () => {
      if (writes === undefined) makeMemory(database);
      writes ??= memoryWrites(database);
      return work(writes);
    });
  return {
    get: async (...values) =>
      read(
        ({ get }) => get(...values),
        async () => nothing.get(...values),
      ),
    list: async (query) =>
      read(
        ({ list }) => list(query),
        async () => nothing.list(query),
      ),
    stats: async (now) =>
      read(
        ({ stats }) => stats(now),
        async () => nothing.stats(now),
      ),
    put: async (...values) => write(({ put }) => put(...values)),
    putAll: async (rows) => write(({ putAll }) => putAll(rows)),
    remove: async (...values) => write(({ remove }) => remove(...values)),
    clear: async (partition) => write(({ clear }) => clear(partition)),
    removeExpired: async (...values) => write(({ removeExpired }) => removeExpired(...values)),
  };
}
