import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { breathe } from './breathe.ts';
import { hasCode } from './file-failure.ts';
import { type IgnoreRules, noRules } from './ignore-rules.ts';
import { slashed } from './slashed.ts';

/** A tree of folders, and what of it counts. */
interface Tree {
  readonly top: string;
  readonly rules: IgnoreRules;
}

/** After so many folders others get a turn. */
const FOLDERS_A_TURN = 256;

/**
 * The files below a folder that no .gitignore names, absolute, without node_modules and .git. Links to
 * folders are not followed. A folder that is itself ignored, and asked for all the same, is listed by its own rules.
 * Folders are read synchronously: over thousands of them that is several times faster.
 * @param root the .gitignore files from here down count
 * @throws AqeError INTERRUPTED
 */
export async function walkFiles(
  root: string,
  folder: string,
  signal: AbortSignal,
): Promise<string[]> {
  const tree = await treeFor(root, folder);
  const files: string[] = [];
  const folders = [folder];
  let done = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    // oxlint-disable-next-line no-await-in-loop -- the pause is the purpose
    if (done++ % FOLDERS_A_TURN === 0) await breathe(signal);
    readRules(tree, next);
    for (const entry of entriesOf(next)) {
      const path = join(next, entry.name);
      if (leftOut(tree, path, entry)) continue;
      if (entry.isDirectory()) folders.push(path);
      else files.push(path);
    }
  }
  return files;
}

/** The rules that hold for a folder. */
async function treeFor(root: string, folder: string): Promise<Tree> {
  const tree = { top: root, rules: await noRules() };
  if (folder === root) return tree;
  for (const above of foldersBetween(root, dirname(folder))) readRules(tree, above);
  if (!tree.rules.ignores(`${slashed(relative(root, folder))}/`)) return tree;
  return { top: folder, rules: await noRules() };
}

/** From the upper to the lower, both included. */
function foldersBetween(upper: string, lower: string): string[] {
  return upper === lower ? [upper] : [...foldersBetween(upper, dirname(lower)), lower];
}

function readRules({ top, rules }: Tree, folder: string): void {
  const text = textOf(join(folder, '.gitignore'));
  if (text !== undefined) rules.add(slashed(relative(top, folder)), text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error)) return undefined;
    throw error;
  }
}

/** Nothing for a folder that may not be read, or that is gone: git says as much of it. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error)) return [];
    throw error;
  }
}

function leftOut({ top, rules }: Tree, path: string, entry: Dirent): boolean {
  if (entry.name === '.git') return true;
  const folder = entry.isDirectory();
  if (folder && entry.name === 'node_modules') return true;
  if (!folder && !entry.isFile()) return true;
  return rules.ignores(slashed(relative(top, path)) + (folder ? '/' : ''));
}
