import type { MemoryEntries, MemoryRow, PartitionStats } from './memory-entries.ts';

/** Entries that last as long as the process. */
export function processEntries(): MemoryEntries {
  const rows = new Map<string, MemoryRow>();
  const removeIf = (goes: (row: MemoryRow) => boolean): number => {
    const before = rows.size;
    for (const [id, row] of rows) if (goes(row)) rows.delete(id);
    return before - rows.size;
  };
  return {
    get: async (key, partition) => rows.get(idOf({ key, partition })),
    put: async (row, check) => {
      const there = rows.get(idOf(row));
      if (there !== undefined) check(there);
      rows.set(idOf(row), row);
    },
    putAll: async (all) => {
      for (const row of all) rows.set(idOf(row), row);
    },
    remove: async (place, check) => {
      const there = rows.get(idOf(place));
      if (there !== undefined) check(there);
      return rows.delete(idOf(place));
    },
    list: async ({ pattern, partition }) => {
      const matches = likeMatcher(pattern);
      return [...rows.values()]
        .filter((row) => row.partition === partition && matches(row.key))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    clear: async (partition) => removeIf((row) => row.partition === partition),
    removeExpired: async (now, partitions) =>
      removeIf((row) => isExpired(row, now) && (partitions?.includes(row.partition) ?? true)),
    stats: async (now) => statsOf([...rows.values()], now),
    close: async () => undefined,
  };
}

function idOf({ key, partition }: Pick<MemoryRow, 'key' | 'partition'>): string {
  return JSON.stringify([partition, key]);
}

/** Whether the time of an entry is over. */
export function isExpired({ expiresAt }: Pick<MemoryRow, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function likeMatcher(pattern: string): (key: string) => boolean {
  const escaped = pattern
    .replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const expression = new RegExp(`^${escaped}$`, 'is');
  return (key) => expression.test(key);
}

function statsOf(rows: readonly MemoryRow[], now: number): readonly PartitionStats[] {
  const partitions = [...new Set(rows.map(({ partition }) => partition))].toSorted();
  return partitions.map((partition) => {
    const own = rows.filter((row) => row.partition === partition);
    return {
      partition,
      entries: own.length,
      expired: own.filter((row) => isExpired(row, now)).length,
      size: own.reduce((sum, { value }) => sum + value.length, 0),
    };
  });
}
