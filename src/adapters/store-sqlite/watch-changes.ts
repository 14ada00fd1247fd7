import type Database from 'libsql';
import { oneRow } from './sqlite-rows.ts';

/** Milliseconds between two looks; each costs microseconds. */
const LOOK_MS = 250;

/** Calls back soon after another connection has changed the file. SQLite tells nobody, but it counts. @returns stops it */
export function watchChanges(database: Database.Database, wake: () => void): () => void {
  const version = database.prepare('PRAGMA data_version');
  const look = (before: unknown): unknown => {
    try {
      return oneRow(version, [])?.['data_version'];
    } catch {
      // Locked for a moment, or gone: whoever asks for the data itself is told.
      return before;
    }
  };
  let seen = look(undefined);
  const timer = setInterval(() => {
    const newest = look(seen);
    if (newest === seen) return;
    seen = newest;
    wake();
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
