import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The paths of all files and links below a folder. Links are not followed: `readdirSync` with `recursive` follows them from Node 22 on when asked for
 * file types.
 */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
