import { type FleetPartition, fleetPartitionNames, usualTtl } from '../core/memory/partitions.ts';
import { AccessLevel } from '../core/memory/access.ts';
import type { StoredMemory } from '../core/memory/memory-entries.ts';
import type { Clock } from '../core/ports.ts';
import type { Logger } from '../fleet/agent/logger.ts';
import type { MemoryStore } from '../fleet/agent/agent-types.ts';
import type { RecordKeeper } from '../fleet/records/record-keeper.ts';

/** Where records go: the fleet's database, or the memory that it was given. */
export type RecordPlace =
  | { readonly kind: 'database'; readonly memory: StoredMemory; close(): Promise<void> }
  | { readonly kind: 'given'; readonly memory: MemoryStore };

interface RecordParts {
  /** Opened at the first record. */
  readonly open: () => Promise<RecordPlace>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface FleetRecord {
  readonly partition: FleetPartition;
  readonly key: string;
  readonly value: object;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Where the database is slower than the fleet, the newest records are kept. */
const MOST_WAITING = 10_000;
const CLEAN_EVERY_MS = 3_600_000;

/** Writes records behind the work: those that come while one write goes on go together in the next. */
export class MemoryRecords implements RecordKeeper {
  readonly #parts: RecordParts;
  #waiting: FleetRecord[] = [];
  #writing: Promise<void> | undefined;
  #place: Promise<RecordPlace> | undefined;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  #isFailing = false;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  keep(partition: FleetPartition, id: string, value: object): void {
    const at = this.#parts.clock.now().getTime();
    this.#waiting.push({ partition, key: `${partition}/${id}`, value, at });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#writing ??= this.#writeAll();
  }

  /** Writes what waits, and lets go. */
  async close(): Promise<void> {
    await this.#writing;
    const place = await this.#place?.catch(() => undefined);
    if (place?.kind === 'database') await place.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      this.#isFailing = !(await this.#isWritten(batch));
    }
    this.#writing = undefined;
  }

  async #isWritten(batch: readonly FleetRecord[]): Promise<boolean> {
    try {
      await this.#write(batch);
      return true;
    } catch (error) {
      // Once for all that fail in a row.
      if (!this.#isFailing) this.#parts.logger.warn('records cannot be kept', error);
      return false;
    }
  }

  async #write(batch: readonly FleetRecord[]): Promise<void> {
    const place = await this.#opened();
    if (place.kind === 'given') {
      for (const { key, value, partition } of batch) {
        // oxlint-disable-next-line no-await-in-loop -- 1.0.4's memories take one entry at a time
        await place.memory.store(key, value, usualTtl(partition));
      }
      return;
    }
    await place.memory.putAll(batch.map(rowOf));
    await this.#clean(place.memory);
  }

  async #opened(): Promise<RecordPlace> {
    this.#place ??= this.#parts.open();
    try {
      return await this.#place;
    } catch (error) {
      this.#place = undefined;
      throw error;
    }
  }

  /** Records whose time is over go; entries of others stay until their owners clean up. */
  async #clean(memory: StoredMemory): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    if (now - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = now;
    await memory.removeExpired(now, fleetPartitionNames);
  }
}

function rowOf({ partition, key, value, at }: FleetRecord): Parameters<StoredMemory['put']>[0] {
  return {
    key,
    partition,
    value: JSON.stringify(value),
    metadata: null,
    createdAt: at,
    expiresAt: at + (usualTtl(partition) ?? 0) * 1000,
    owner: 'system',
    accessLevel: AccessLevel.PUBLIC,
    teamId: null,
    swarmId: null,
  };
}
