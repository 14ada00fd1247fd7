import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { choosePaths, notFound } from './chosen-paths.ts';
import { walkFiles } from './ignored-walk.ts';
import { slashed } from './slashed.ts';

/**
 * The files that names, folders and patterns mean, relative to `cwd` with slashes, sorted, each once. What .gitignore names counts
 * only when it is named itself.
 * @throws AqeError FILE_NOT_FOUND for what names nothing, FILE_UNREADABLE, INTERRUPTED
 */
export async function findInputs(
  patterns: readonly string[],
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  if (patterns.length === 0) return [];
  const here = realpathSync(cwd);
  const chosen = await choosePaths(patterns, here);
  const files = new Set(chosen.files.map(({ path }) => path));
  for (const { given, path, matches } of chosen.folders) {
    // oxlint-disable-next-line no-await-in-loop -- one walk at a time
    const below = await walkFiles(path, path, signal);
    const wanted = below.filter((file) => matches?.(file) ?? true);
    if (wanted.length === 0) throw notFound(given);
    for (const file of wanted) files.add(file);
  }
  return [...files]
    .filter((file) => !chosen.leftOut(file))
    .map((file) => slashed(relative(here, file)))
    .toSorted();
}
