import type { Ignore } from 'ignore';

/** The .gitignore files of a tree, as one list: where two disagree, the deeper one wins. */
export class IgnoreRules {
  readonly #list: Ignore;

  constructor(list: Ignore) {
    this.#list = list;
  }

  /**
   * Adds a .gitignore. Those of the folders above must have been added before.
   * @param folder where it lies: relative, with slashes; empty for the top of the tree
   */
  add(folder: string, text: string): void {
    this.#list.add(
      text
        .replace(/^\u{FEFF}/u, '')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '' && !line.startsWith('#'))
        .map((line) => below(folder, line)),
    );
  }

  /** @param path relative, with slashes, and with one at the end when it is a folder */
  ignores(path: string): boolean {
    return this.#list.ignores(path);
  }
}

/** No rules yet. */
export async function noRules(): Promise<IgnoreRules> {
  const { default: ignore } = await import('ignore');
  return new IgnoreRules(ignore({ ignorecase: false }));
}

/** A pattern as it would stand in the .gitignore at the top of the tree. */
function below(folder: string, line: string): string {
  if (folder === '') return line;
  const [sign, pattern] = line.startsWith('!') ? ['!', line.slice(1)] : ['', line];
  // A slash before the end ties a pattern to its folder; without one it holds at any depth.
  const tied = pattern.trimEnd().slice(0, -1).includes('/');
  const literal = folder.replaceAll(/[\\*?[\]]/g, String.raw`\$&`);
  return `${sign}/${literal}/${tied ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}
