import { resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import Database from 'libsql';
import type { MemoryEntries } from '../../core/memory/memory-entries.ts';
import { processEntries } from '../../core/memory/process-entries.ts';
import { readOnlyUri } from '../read-only-uri.ts';
import { hasMemory, makeMemory, memoryReads, memoryWrites } from './memory-table.ts';
import { openConnection } from './open-connection.ts';
import { reading, type SqliteConnection, transaction } from './sqlite-connection.ts';
import { storeFailure } from './store-failure.ts';

/**
 * The memory in a fleet's SQLite file. It is only read until something is written: then a file of 1.0.4 is backed up first, and gets the table where
 * it has none.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openSqliteMemory(file: string): Promise<MemoryEntries> {
  return new SqliteMemory(resolve(file));
}

const patience = { lockMs: 20, totalMs: 10_000 };

type Reads = ReturnType<typeof memoryReads>;
type Writes = ReturnType<typeof memoryWrites>;

interface Reader {
  readonly connection: SqliteConnection;
  readonly reads: Reads;
}

interface Writer extends Reader {
  readonly writes: Writes;
}

class SqliteMemory implements MemoryEntries {
  readonly #path: string;
  #reader: Promise<Reader | undefined> | undefined;
  #writer: Promise<Writer> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async get(...values: Parameters<MemoryEntries['get']>): ReturnType<MemoryEntries['get']> {
    return this.#read(
      ({ get }) => get(...values),
      async (none) => none.get(...values),
    );
  }

  async list(...values: Parameters<MemoryEntries['list']>): ReturnType<MemoryEntries['list']> {
    return this.#read(
      ({ list }) => list(...values),
      async (none) => none.list(...values),
    );
  }

  async stats(...values: Parameters<MemoryEntries['stats']>): ReturnType<MemoryEntries['stats']> {
    return this.#read(
      ({ stats }) => stats(...values),
      async (none) => none.stats(...values),
    );
  }

  async put(...values: Parameters<MemoryEntries['put']>): Promise<void> {
    await this.#write(({ put }) => {
      put(...values);
    });
  }

  async putAll(...values: Parameters<MemoryEntries['putAll']>): Promise<void> {
    await this.#write(({ putAll }) => {
      putAll(...values);
    });
  }

  async remove(...values: Parameters<MemoryEntries['remove']>): Promise<boolean> {
    return this.#write(({ remove }) => remove(...values));
  }

  async clear(...values: Parameters<MemoryEntries['clear']>): Promise<number> {
    return this.#write(({ clear }) => clear(...values));
  }

  async removeExpired(...values: Parameters<MemoryEntries['removeExpired']>): Promise<number> {
    return this.#write(({ removeExpired }) => removeExpired(...values));
  }

  /** @param none answers where there is no memory yet */
  async #read<T>(
    work: (reads: Reads) => T,
    none: (entries: MemoryEntries) => Promise<T>,
  ): Promise<T> {
    const reader = (await this.#writer) ?? (await this.#forReading());
    if (reader === undefined) return none(processEntries());
    const { connection, reads } = reader;
    return reading(connection, () => work(reads));
  }

  async #write<T>(work: (writes: Writes) => T): Promise<T> {
    const { connection, writes } = await this.#forWriting();
    return transaction(connection, () => work(writes));
  }

  async #forReading(): Promise<Reader | undefined> {
    this.#reader ??= openReader(this.#path);
    let reader: Reader | undefined;
    try {
      reader = await this.#reader;
      return reader;
    } finally {
      // Somebody else may make it, or mend it, while we look on.
      if (reader === undefined) this.#reader = undefined;
    }
  }

  async #forWriting(): Promise<Writer> {
    this.#writer ??= openWriter(this.#path);
    try {
      return await this.#writer;
    } catch (error) {
      this.#writer = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    const open = await Promise.all([this.#reader, this.#writer]);
    this.#reader = undefined;
    this.#writer = undefined;
    for (const one of open) one?.connection.database.close();
  }
}

async function openReader(path: string): Promise<Reader | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || stats.size === 0) return undefined;
  try {
    const database = new Database(await readOnlyUri(path), { timeout: patience.lockMs });
    if (!hasMemory(database)) {
      database.close();
      return undefined;
    }
    return { connection: { path, database, patience }, reads: memoryReads(database) };
  } catch (error) {
    throw storeFailure(path, error);
  }
}

async function openWriter(path: string): Promise<Writer> {
  const connection = await openConnection({ path, absent: 'create' });
  if (connection === undefined) throw new Error('a store that is created is there');
  const { database } = connection;
  await transaction(connection, () => {
    makeMemory(database);
  });
  return { connection, reads: memoryReads(database), writes: memoryWrites(database) };
}
