import { open, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/**
 * Names a SQLite file so that opening it creates and changes nothing. libsql ignores its `readonly` option and
 * would create a missing file; SQLite's own URI parameters hold. `mode=ro` respects the locks of others, but would
 * leave -wal and -shm files beside a database in WAL mode that nobody uses; such a one cannot change under us and is
 * opened as `immutable`.
 */
export async function readOnlyUri(path: string): Promise<string> {
  const log = await stat(`${path}-wal`).catch(() => undefined);
  const unused = log === undefined || log.size === 0;
  const mode = unused && (await isWal(path)) ? 'immutable=1' : 'mode=ro';
  return `${pathToFileURL(path).href}?${mode}`;
}

/** https://www.sqlite.org/fileformat2.html: byte 18 of the header is 2 in WAL mode. */
async function isWal(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(1), 0, 1, 18);
    return bytesRead === 1 && buffer[0] === 2;
  } finally {
    await handle.close();
  }
}
