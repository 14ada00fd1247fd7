import { systemClock } from '../adapters/system-clock.ts';
import { type Accessor, AccessLevel, denial, requireAccess } from '../core/memory/access.ts';
import type { MemoryEntries, MemoryRow, PartitionStats } from '../core/memory/memory-entries.ts';
import { partitionOf, usualTtl } from '../core/memory/partitions.ts';
import { isExpired, processEntries } from '../core/memory/process-entries.ts';
import type { Clock, PostgresTarget } from '../core/ports.ts';
import type { MemoryStore } from '../fleet/agent/agent-types.ts';
import type { Untyped } from '../fleet/agent/untyped.ts';

/** How an entry is stored. */
export interface StoreOptions {
  /** Default: `default`, or the partition that the key begins with (`routing/costs/…`). */
  partition?: string;
  /** Who it belongs to. Only with an owner is it looked at whether the entry that is there may be replaced. Default `system`. */
  owner?: string;
  /** Default `private`. */
  accessLevel?: AccessLevel;
  /** Seconds; 0: for ever. Default: for ever, or what the partition says. */
  ttl?: number;
  teamId?: string;
  swarmId?: string;
  metadata?: Record<string, Untyped>;
}

/** How entries are read, and by whom: without an `agentId` nobody asks. */
export interface RetrieveOptions {
  partition?: string;
  agentId?: string;
  teamId?: string;
  swarmId?: string;
  isSystemAgent?: boolean;
  includeExpired?: boolean;
}

/** One entry. */
export interface MemoryEntry {
  key: string;
  value: Untyped;
  partition: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970; null: never. */
  expiresAt: number | null;
  owner: string;
  accessLevel: AccessLevel;
  teamId: string | null;
  swarmId: string | null;
}

/** How a memory differs from the usual one. */
export interface MemoryOptions {
  /** Seconds that entries live for which nobody says it. Default: for ever, and what a partition of 1.0.5 says. */
  readonly ttl?: number;
  /** For tests. */
  readonly clock?: Clock;
}

/**
 * The memory that agents share: entries with partitions, times to live and access levels, in 1.0.4's own table. Before the first write to a file of 1.0.4 a backup is kept
 * beside it.
 */
export class SwarmMemoryManager implements MemoryStore {
  readonly #open: () => Promise<MemoryEntries>;
  readonly #clock: Clock;
  readonly #ttl: number;
  #entries: Promise<MemoryEntries> | undefined;

  /** @param where a SQLite file, or a PostgreSQL database; `:memory:`, the default, lasts as long as this object */
  constructor(
    where: string | PostgresTarget = ':memory:',
    { ttl = 0, clock = systemClock }: MemoryOptions = {},
  ) {
    this.#open = async () => openEntries(where);
    this.#ttl = ttl;
    this.#clock = clock;
  }

  /** Opens the memory; without it, the first use does. */
  async initialize(): Promise<void> {
    await this.#table();
  }

  /**
   * Keeps a value, in place of the one with this key.
   * @param options or just the seconds that it lives
   * @throws AqeError ACCESS_DENIED, STORE_UNAVAILABLE
   */
  async store(key: string, value: Untyped, options: StoreOptions | number = {}): Promise<void> {
    const given = typeof options === 'number' ? { ttl: options } : options;
    const row = newRow({ key, value }, given, { ttl: this.#ttl, now: this.#now() });
    const { owner, teamId, swarmId } = given;
    const entries = await this.#table();
    await entries.put(row, (there) => {
      if (owner !== undefined) requireAccess(there, { agentId: owner, teamId, swarmId }, 'write');
    });
  }

  /**
   * The value of a key; null when there is none, or its time is over.
   * @throws AqeError ACCESS_DENIED, STORE_UNAVAILABLE
   */
  async retrieve(key: string, options: RetrieveOptions = {}): Promise<Untyped> {
    const { partition = partitionOf(key), includeExpired = false } = options;
    const row = await (await this.#table()).get(key, partition);
    if (row === undefined || (!includeExpired && isExpired(row, this.#now()))) return null;
    const who = accessorOf(options);
    if (who !== undefined) requireAccess(row, who, 'read');
    return JSON.parse(row.value);
  }

  /**
   * The entries whose keys are like a pattern of SQL (`routing/costs/%`), by key; those that the asking agent may not see are left out.
   * @throws AqeError STORE_UNAVAILABLE
   */
  async query(pattern: string, options: RetrieveOptions = {}): Promise<MemoryEntry[]> {
    const { partition = partitionOf(pattern), includeExpired = false } = options;
    const rows = await (await this.#table()).list({ pattern, partition });
    const who = accessorOf(options);
    const now = this.#now();
    return rows
      .filter((row) => includeExpired || !isExpired(row, now))
      .filter((row) => who === undefined || denial(row, who, 'read') === undefined)
      .map(entryOf);
  }

  /**
   * Removes one entry; fine when there is none.
   * @throws AqeError ACCESS_DENIED, STORE_UNAVAILABLE
   */
  async delete(
    key: string,
    partition: string = partitionOf(key),
    options: RetrieveOptions = {},
  ): Promise<boolean> {
    const who = accessorOf(options);
    return (await this.#table()).remove({ key, partition }, (there) => {
      if (who !== undefined) requireAccess(there, who, 'delete');
    });
  }

  /** Removes all of a partition, expired or not. @returns how many entries */
  async clear(partition = 'default'): Promise<number> {
    return (await this.#table()).clear(partition);
  }

  /** Removes what expired. @returns how many entries, where 1.0.4 always said 0 */
  async cleanExpired(): Promise<number> {
    return (await this.#table()).removeExpired(this.#now());
  }

  /** What is in each partition. */
  async stats(): Promise<readonly PartitionStats[]> {
    return (await this.#table()).stats(this.#now());
  }

  /** 1.0.4's other name of {@link SwarmMemoryManager.store}. */
  async set(key: string, value: Untyped, options: StoreOptions | string = {}): Promise<void> {
    await this.store(key, value, typeof options === 'string' ? { partition: options } : options);
  }

  /** 1.0.4's other name of {@link SwarmMemoryManager.retrieve}. */
  async get(key: string, options: RetrieveOptions | string = {}): Promise<Untyped> {
    return this.retrieve(key, typeof options === 'string' ? { partition: options } : options);
  }

  /** Closes the file; the next use opens it again. */
  async close(): Promise<void> {
    const entries = await this.#entries;
    this.#entries = undefined;
    await entries?.close();
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  async #table(): Promise<MemoryEntries> {
    this.#entries ??= this.#open();
    try {
      return await this.#entries;
    } catch (error) {
      this.#entries = undefined;
      throw error;
    }
  }
}

async function openEntries(where: string | PostgresTarget): Promise<MemoryEntries> {
  if (where === ':memory:') return processEntries();
  if (typeof where === 'string') {
    const { openSqliteMemory } = await import('../adapters/store-sqlite/open-sqlite-memory.ts');
    return openSqliteMemory(where);
  }
  const { openPostgresStore } = await import('../adapters/store-postgres/open-postgres-store.ts');
  const store = await openPostgresStore({ target: where, absent: 'create' });
  return { ...store.memory, close: async () => store.close() };
}

/** What an entry is stored with where nobody says it. */
interface Usual {
  /** Seconds; 0: for ever. */
  readonly ttl: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

function newRow(
  { key, value }: { readonly key: string; readonly value: unknown },
  { partition = partitionOf(key), ttl, ...options }: StoreOptions,
  usual: Usual,
): MemoryRow {
  const { owner = 'system', accessLevel = AccessLevel.PRIVATE, metadata } = options;
  const { teamId = null, swarmId = null } = options;
  return {
    key,
    partition,
    value: JSON.stringify(value ?? null),
    metadata: metadata === undefined ? null : JSON.stringify(metadata),
    createdAt: usual.now,
    expiresAt: expiry(ttl ?? usualTtl(partition) ?? usual.ttl, usual.now),
    owner,
    accessLevel,
    teamId,
    swarmId,
  };
}

function expiry(ttl: number, now: number): number | null {
  return ttl > 0 ? now + Math.round(ttl * 1000) : null;
}

function entryOf(row: MemoryRow): MemoryEntry {
  const { key, value, partition, createdAt, expiresAt, owner, accessLevel, teamId, swarmId } = row;
  const read: Untyped = JSON.parse(value);
  return { key, value: read, partition, createdAt, expiresAt, owner, accessLevel, teamId, swarmId };
}

function accessorOf(options: RetrieveOptions): Accessor | undefined {
  const { agentId, teamId, swarmId, isSystemAgent } = options;
  return agentId === undefined ? undefined : { agentId, teamId, swarmId, isSystemAgent };
}
