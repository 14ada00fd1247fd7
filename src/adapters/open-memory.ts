import { resolve } from 'node:path';
import type { StoreTarget } from '../core/cost/store-target.ts';
import type { MemoryEntries } from '../core/memory/memory-entries.ts';

/**
 * Opens the memory in the fleet's database, to look at it and to clean it up: where there is none, none is made.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openMemory(target: StoreTarget, cwd: string): Promise<MemoryEntries> {
  if (target.type === 'sqlite') {
    const { openSqliteMemory } = await import('./store-sqlite/open-sqlite-memory.ts');
    return openSqliteMemory(resolve(cwd, target.filename));
  }
  const { openPostgresStore } = await import('./store-postgres/open-postgres-store.ts');
  const store = await openPostgresStore({ target: target.target, absent: 'empty' });
  return { ...store.memory, close: async () => store.close() };
}
