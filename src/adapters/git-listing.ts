import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fieldsOf, git, type GitPlace } from './git.ts';

/** A git work tree. */
export interface WorkTree {
  /** Its top, absolute, links resolved. */
  readonly root: string;
  /** The tracked files and those that are new and not ignored, absolute. Some may be gone, or be links or submodules. */
  readonly files: readonly string[];
  /** The tracked files that git takes for regular ones, and that are there. */
  readonly regular: ReadonlySet<string>;
  /** Those that are new. */
  readonly untracked: ReadonlySet<string>;
}

/**
 * The work tree that a folder is in; undefined where git has none to show: no git, no repository, a bare
 * one, or one that it does not trust because somebody else owns it.
 * @throws AqeError INTERRUPTED
 */
export async function workTreeAt(place: GitPlace): Promise<WorkTree | undefined> {
  const what = ['-zts', '--full-name', '--cached', '--deleted', '--others', '--exclude-standard'];
  // All of the tree, wherever the folder is in it.
  const [top, listing] = await Promise.all([
    git(['rev-parse', '--show-toplevel'], place),
    git(['ls-files', ...what, '--', ':/'], place),
  ]);
  if (top?.status !== 0 || listing?.status !== 0) return undefined;
  const root = realpathSync(top.output.replace(/\r?\n$/, ''));
  return { root, ...sorted(root, fieldsOf(listing)) };
}

/**
 * Each entry is `H 100644 <object> 0<tab>path`, or `? path` for what is new. What is gone is listed a second
 * time, with an R; what a sparse checkout leaves out has an S. Asking git for the kind is ten times cheaper than
 * asking the system for each file.
 */
function sorted(root: string, entries: readonly string[]): Omit<WorkTree, 'root'> {
  const named = (list: readonly string[]): Set<string> => new Set(absolute(root, list.map(nameIn)));
  const regular = named(entries.filter((entry) => entry.startsWith('H 100')));
  for (const gone of named(entries.filter((entry) => entry.startsWith('R')))) regular.delete(gone);
  const untracked = named(entries.filter((entry) => entry.startsWith('?')));
  // A set, because a file with a merge conflict is listed three times.
  return { files: [...named(entries)], regular, untracked };
}

function nameIn(entry: string): string {
  return entry.slice(entry.startsWith('?') ? 2 : entry.indexOf('\t') + 1);
}

/** What a search of git's found. */
export interface Grepped {
  /** Relative to the top of the work tree. */
  readonly names: readonly string[];
  /** False when it could not read some file. */
  readonly complete: boolean;
}

/**
 * The tracked files that contain a text; undefined when git cannot say.
 * One text only: for several, git's --all-match takes seven times as long. Not the new ones, which would be a run of their own: with
 * --untracked git leaves out the tracked ones that .gitignore names.
 * @param folders where to look, absolute
 * @throws AqeError INTERRUPTED
 */
export async function grepTracked(
  folders: readonly string[],
  text: string,
  place: GitPlace,
): Promise<Grepped | undefined> {
  const options = ['-lzF', '--full-name', '--no-color', '--no-recurse-submodules', '-e', text];
  const args = ['--literal-pathspecs', 'grep', ...options, '--', ...folders];
  const answer = await git(args, place);
  // 1 means that nothing was found.
  if (answer?.status !== 0 && answer?.status !== 1) return undefined;
  // A file that it cannot read is no failure to git; it says so, in the language of the user.
  return { names: fieldsOf(answer), complete: answer.complaint === '' };
}

/** Names of git's, made absolute. */
export function absolute(root: string, names: readonly string[]): string[] {
  if (sep !== '/') return names.map((name) => resolve(root, name));
  // Thousands of names, already normal: no need to look at each.
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return names.map((name) => prefix + (name.endsWith('/') ? name.slice(0, -1) : name));
}
