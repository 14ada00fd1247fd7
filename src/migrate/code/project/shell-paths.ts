import { dirname } from 'node:path/posix';

/** More names than this are given as folders: a command is read by a person. */
const MOST = 20;

/**
 * Paths as arguments for a shell, quoted where they need it.
 * @param files relative, with slashes
 * @param allIn what follows the name of a folder to mean all files in it
 */
export function shellPaths(files: readonly string[], allIn: string): readonly string[] {
  const paths = files.length > MOST ? foldersOf(files).map((folder) => folder + allIn) : files;
  return paths.map(shellQuote);
}

/** For each folder at the top, the deepest one that holds all its files; everything when files lie at the top. */
function foldersOf(files: readonly string[]): readonly string[] {
  const folders = new Map<string, string>();
  for (const file of files) {
    const folder = dirname(file);
    const top = folder.split('/')[0] ?? folder;
    folders.set(top, commonFolder([folders.get(top) ?? folder, folder]));
  }
  return folders.has('.') ? ['.'] : [...folders.values()];
}

/** The deepest folder that holds all of some folders; `.` for the top. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...others] = folders;
  let common = first;
  while (common !== '.' && !others.every((other) => `${other}/`.startsWith(`${common}/`))) {
    common = dirname(common);
  }
  return common;
}

/** A word that a POSIX shell takes as it is, and no program as an option. */
export function shellQuote(word: string): string {
  const safe = word.startsWith('-') ? `./${word}` : word;
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}
