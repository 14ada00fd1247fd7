import type { StoreTarget } from '../../core/cost/store-target.ts';
import { AqeError } from '../../errors.ts';
import type { DatabaseSettings } from '../effective/database-settings.ts';

/** The files of a database that lies in a file, the usual companions included. */
export function databaseFiles(database: DatabaseSettings): readonly string[] {
  if (database.type !== 'sqlite') return [];
  return ['', '-wal', '-shm'].map((suffix) => `${database.filename}${suffix}`);
}

/**
 * The database that the costs go to.
 * @throws AqeError STORE_UNAVAILABLE for a database that costs cannot be kept in
 */
export function storeTarget(database: DatabaseSettings): StoreTarget {
  if (database.type !== 'other') return database;
  throw new AqeError('STORE_UNAVAILABLE', `costs cannot be kept in a ${database.named} database`, {
    hint: 'database.type is sqlite or postgres.',
  });
}
