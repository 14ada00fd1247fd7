import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fieldsOf, git, type GitPlace } from './git.ts';

/** A git work tree. */
export interface WorkTree {
  /** Its top, absolute, links resolved. */
  readonly root: string;
  /** The tracked files and those that are new and not ignored, absolute. Some may be gone, or be links or submodules. */
  readonly files: readonly string[];
  /** Those that are new. */
  readonly untracked: ReadonlySet<string>;
}

/**
 * The work tree that a folder is in; undefined where git has none to show: no git, no repository, a bare
 * one, or one that it does not trust because somebody else owns it.
 * @throws AqeError INTERRUPTED
 */
export async function workTreeAt(place: GitPlace): Promise<WorkTree | undefined> {
  const what = ['-z', '-t', '--full-name', '--cached', '--others', '--exclude-standard'];
  // All of the tree, wherever the folder is in it.
  const [top, listing] = await Promise.all([
    git(['rev-parse', '--show-toplevel'], place),
    git(['ls-files', ...what, '--', ':/'], place),
  ]);
  if (top?.status !== 0 || listing?.status !== 0) return undefined;
  const root = realpathSync(top.output.replace(/\r?\n$/, ''));
  // `H path`: a letter says what it is, `?` what is new.
  const fields = fieldsOf(listing);
  const names = (list: readonly string[]): string[] =>
    absolute(
      root,
      list.map((field) => field.slice(2)),
    );
  return {
    root,
    // A set, because a file with a merge conflict is listed three times.
    files: [...new Set(names(fields))],
    untracked: new Set(names(fields.filter((field) => field.startsWith('?')))),
  };
}

/**
 * The tracked files that contain a text, relative to the top of the work tree; undefined when git cannot say.
 * One text only: for several, git's --all-match takes seven times as long. Not the new ones, which would be a run of their own: with
 * --untracked git leaves out the tracked ones that .gitignore names.
 * @param folders where to look, absolute
 * @throws AqeError INTERRUPTED
 */
export async function grepTracked(
  folders: readonly string[],
  text: string,
  place: GitPlace,
): Promise<readonly string[] | undefined> {
  const options = ['-lzF', '--full-name', '--no-color', '--no-recurse-submodules', '-e', text];
  const args = ['--literal-pathspecs', 'grep', ...options, '--', ...folders];
  const answer = await git(args, place);
  // 1 means that nothing was found.
  return answer?.status === 0 || answer?.status === 1 ? fieldsOf(answer) : undefined;
}

/** Names of git's, made absolute. */
export function absolute(root: string, names: readonly string[]): string[] {
  if (sep !== '/') return names.map((name) => resolve(root, name));
  // Thousands of names, already normal: no need to look at each.
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return names.map((name) => prefix + (name.endsWith('/') ? name.slice(0, -1) : name));
}
