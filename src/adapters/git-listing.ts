import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fieldsOf, git, type GitPlace } from './git.ts';

/** A git work tree. */
export interface WorkTree {
  /** Its top, absolute, links resolved. */
  readonly root: string;
  /** The tracked files and those that are new and not ignored, absolute. Some may be gone, or be links or submodules. */
  readonly files: readonly string[];
}

/**
 * The work tree that a folder is in; undefined where git has none to show: no git, no repository, a bare
 * one, or one that it does not trust because somebody else owns it.
 * @throws AqeError INTERRUPTED
 */
export async function workTreeAt(place: GitPlace): Promise<WorkTree | undefined> {
  const top = await git(['rev-parse', '--show-toplevel'], place);
  if (top?.status !== 0) return undefined;
  const root = realpathSync(top.output.replace(/\r?\n$/, ''));
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listing = await git(args, { ...place, cwd: root });
  if (listing?.status !== 0) return undefined;
  // A set, because a file with a merge conflict is listed three times.
  return { root, files: [...new Set(absolute(root, fieldsOf(listing)))] };
}

/**
 * The files of a work tree that contain a text, absolute; undefined when git cannot say.
 * One text only: for several, git's --all-match takes seven times as long.
 * @param folders where to look, absolute
 * @throws AqeError INTERRUPTED
 */
export async function grepFiles(
  folders: readonly string[],
  text: string,
  { cwd: root, signal }: GitPlace,
): Promise<ReadonlySet<string> | undefined> {
  const options = ['-lzF', '--no-color', '--no-recurse-submodules', '-e', text];
  const where = folders.includes(root) ? [] : ['--', ...folders];
  // Two runs, because each misses some: without --untracked the new files, with it the tracked ones that .gitignore names.
  const answers = await Promise.all([
    git(['grep', ...options, ...where], { cwd: root, signal }),
    git(['grep', '--untracked', ...options, ...where], { cwd: root, signal }),
  ]);
  const found = new Set<string>();
  for (const answer of answers) {
    // 1 means that nothing was found.
    if (answer === undefined || (answer.status !== 0 && answer.status !== 1)) return undefined;
    for (const path of absolute(root, fieldsOf(answer))) found.add(path);
  }
  return found;
}

function absolute(root: string, names: readonly string[]): string[] {
  if (sep !== '/') return names.map((name) => resolve(root, name));
  // Thousands of names, already normal: no need to look at each.
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return names.map((name) => prefix + (name.endsWith('/') ? name.slice(0, -1) : name));
}
