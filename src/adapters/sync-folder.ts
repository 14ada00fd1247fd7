import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** By folder: the sync that waits for the one that runs. */
const waiting = new Map<string, Promise<void>>();
/** By folder: the sync that runs, or the last one. */
const running = new Map<string, Promise<void>>();

/**
 * Makes a rename durable. Those of one folder that are done while a sync of it runs share the next one: it begins after
 * all of them, so that each is on the disk when its write ends, at a fraction of the syncs.
 */
export async function syncFolder(path: string): Promise<void> {
  const next = waiting.get(path) ?? syncAfter(path, running.get(path));
  waiting.set(path, next);
  await next;
}

async function syncAfter(path: string, former: Promise<void> | undefined): Promise<void> {
  await former?.catch(() => undefined);
  const now = syncNow(path);
  running.set(path, now);
  waiting.delete(path);
  await now;
  if (running.get(path) === now) running.delete(path);
}

/** Some systems cannot open a folder; there the rename is all one gets. */
async function syncNow(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
