import { resolve } from 'node:path';
import type { FleetStore } from '../core/fleet-store.ts';
import type { StoreOptions, StoreTarget } from '../core/cost/store-target.ts';

/**
 * Opens the tables of 1.0.5 in the fleet's database.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openStore(
  target: StoreTarget,
  { cwd, absent }: StoreOptions,
): Promise<FleetStore> {
  if (target.type === 'sqlite') {
    const { openSqliteStore } = await import('./store-sqlite/open-sqlite-store.ts');
    return openSqliteStore({ path: resolve(cwd, target.filename), absent });
  }
  const { openPostgresStore } = await import('./store-postgres/open-postgres-store.ts');
  return openPostgresStore({ target: target.target, absent });
}
