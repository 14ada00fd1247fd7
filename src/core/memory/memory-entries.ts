import type { Ownership } from './access.ts';

/** One row of 1.0.4's `memory_entries`. */
export interface MemoryRow extends Ownership {
  readonly key: string;
  readonly partition: string;
  /** JSON. */
  readonly value: string;
  /** JSON. */
  readonly metadata: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
}

/** Which entries are wanted. */
interface MemoryQuery {
  /** SQL's LIKE: `%` stands for anything, `_` for one character; letters of ASCII are the same in upper and lower case. */
  readonly pattern: string;
  readonly partition: string;
}

/** What is in a partition. */
export interface PartitionStats {
  readonly partition: string;
  readonly entries: number;
  /** Of them, those whose time is over. */
  readonly expired: number;
  /** Characters of the values. */
  readonly size: number;
}

/** Where entries are kept. Each method is atomic. Failures are AqeErrors STORE_…. */
export interface StoredMemory {
  /** The entry, expired or not. */
  get(key: string, partition: string): Promise<MemoryRow | undefined>;
  /**
   * Writes an entry, in place of one of the same key and partition.
   * @param check looks at the one that is there; what it throws prevents the writing
   */
  put(row: MemoryRow, check: (there: MemoryRow) => void): Promise<void>;
  /** Writes entries in place of those that are there, whosever they are; of several for one place the last. All or none. */
  putAll(rows: readonly MemoryRow[]): Promise<void>;
  /** Removes an entry. @returns whether there was one */
  remove(
    place: Pick<MemoryRow, 'key' | 'partition'>,
    check: (there: MemoryRow) => void,
  ): Promise<boolean>;
  /** By key. */
  list(query: MemoryQuery): Promise<readonly MemoryRow[]>;
  /** Removes all of a partition. @returns how many */
  clear(partition: string): Promise<number>;
  /** Removes what expired by `now`, in milliseconds since 1970, of all partitions or of these. @returns how many */
  removeExpired(now: number, partitions?: readonly string[]): Promise<number>;
  /** By partition. */
  stats(now: number): Promise<readonly PartitionStats[]>;
}

/** A memory of one's own, to be closed. */
export interface MemoryEntries extends StoredMemory {
  close(): Promise<void>;
}
