import { resolve } from 'node:path';
import type { StoreTarget } from '../core/cost/store-target.ts';
import type { MemoryEntries } from '../core/memory/memory-entries.ts';
import { AqeError } from '../errors.ts';

/**
 * Opens the memory in the fleet's database.
 * @throws AqeError STORE_UNAVAILABLE for PostgreSQL: 1.0.4 kept its memory in SQLite files only
 */
export async function openMemory(target: StoreTarget, cwd: string): Promise<MemoryEntries> {
  if (target.type === 'postgres') {
    throw new AqeError(
      'STORE_UNAVAILABLE',
      'the memory is kept in a SQLite file, not in PostgreSQL',
      {
        hint: 'Name the file: aqe memory stats --file data/memory.db',
      },
    );
  }
  const { openSqliteMemory } = await import('./store-sqlite/open-sqlite-memory.ts');
  return openSqliteMemory(resolve(cwd, target.filename));
}
