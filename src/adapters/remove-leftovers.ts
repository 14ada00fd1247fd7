import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getuid } from 'node:process';

/** Milliseconds. No work in such a folder takes a day. */
const OLD_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what processes left behind that were killed: folders of this user whose names begin so, and that nobody has changed for a day. What cannot be
 * removed is left to others.
 * @param now milliseconds since 1970
 */
export async function removeLeftovers(folder: string, prefix: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => name.startsWith(prefix)).map((name) => join(folder, name));
  await Promise.all(
    paths.map(async (path) => {
      try {
        if (await isLeft(path, now)) await rm(path, { recursive: true, force: true });
      } catch {
        // Another process was faster, or it is not ours after all.
      }
    }),
  );
}

async function isLeft(path: string, now: number): Promise<boolean> {
  // A link is not followed: where it leads is somebody's own.
  const entry = await lstat(path);
  const isOwn = getuid === undefined || entry.uid === getuid();
  return entry.isDirectory() && isOwn && now - entry.mtimeMs > OLD_MS;
}
