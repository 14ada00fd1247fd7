import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { hasCode } from './file-failure.ts';

/** A file where a folder should be, and links in a circle. */
const nowhere = new Set(['ENOTDIR', 'ELOOP']);

/**
 * Where a path of a folder really leads, links followed, whether something is there or not. Undefined when that is not below the folder, or nowhere.
 * @param path relative to the folder
 */
export async function pathInside(folder: string, path: string): Promise<string | undefined> {
  const root = await realpath(folder);
  try {
    const real = await realOf(join(root, path));
    return real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`) ? real : undefined;
  } catch (error) {
    if (hasCode(error) && nowhere.has(error.code)) return undefined;
    throw error;
  }
}

async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!(hasCode(error) && error.code === 'ENOENT') || parent === path) throw error;
    const target = await readlink(path).catch(() => undefined);
    // A link whose end is missing would be written through.
    if (target !== undefined) return realOf(resolve(parent, target));
    return join(await realOf(parent), path.slice(parent.length));
  }
}
