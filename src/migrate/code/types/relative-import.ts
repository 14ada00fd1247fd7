import { dirname, relative } from 'node:path';

/** How a file writes the endings of its relative imports. */
export type ImportEnding = '.js' | '.ts' | '';

const asJavaScript: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
};

/** The specifier by which one file imports another. @param from and to are absolute paths of files */
export function relativeImport(from: string, to: string, ending: ImportEnding): string {
  const path = relative(dirname(from), to).replaceAll('\\', '/');
  const dotted = path.startsWith('.') ? path : `./${path}`;
  if (ending === '.ts') return dotted;
  return dotted.replace(/(\.[cm]?tsx?)$/, (own) =>
    ending === '' ? '' : (asJavaScript[own] ?? own),
  );
}
