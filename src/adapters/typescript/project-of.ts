import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFilesMatcher } from 'get-tsconfig';
import { nearestTsconfig, readTsconfig } from '../modules/tsconfig.ts';

/**
 * The tsconfig.json to check a file with: the nearest upward, or the one of those it refers to or that stand beside it
 * which has the file, when it has not.
 */
export function projectOf(file: string): string | undefined {
  const nearest = nearestTsconfig(dirname(file), ['tsconfig.json']);
  if (nearest === undefined) return undefined;
  for (const path of [...withReferences(nearest, new Set()), ...besides(nearest)]) {
    if (includes(path, file)) return path;
  }
  return nearest;
}

function withReferences(path: string, seen: Set<string>): readonly string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const references = readTsconfig(path)?.references ?? [];
  return [path, ...references.flatMap((reference) => withReferences(reference, seen))];
}

/** Tests often have a `tsconfig.test.json` that nothing refers to. */
function besides(path: string): readonly string[] {
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((name) => /^tsconfig\..+\.json$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function includes(path: string, file: string): boolean {
  const tsconfig = readTsconfig(path);
  if (tsconfig === undefined) return false;
  try {
    // Told that case matters: to find out, it would write a file. Names from the disk have the right case.
    return createFilesMatcher(tsconfig.result, true)(file) !== undefined;
  } catch {
    return false;
  }
}
