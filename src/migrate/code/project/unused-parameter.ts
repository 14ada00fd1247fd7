import { dirname, join } from 'node:path';
import type { SourceReader } from '../../../core/source-ports.ts';
import { compilerOption } from './compiler-option.ts';
import { foldersUpTo, textOf } from './folders.ts';
import { argsIgnorePatterns, type ConfigSyntax } from './ignore-patterns.ts';

/** What to look through, and where the project begins. */
export interface ProjectFiles {
  readonly reader: SourceReader;
  readonly root: string;
}

type Name = '_selection' | 'selection';

/** What is known of folders already; a reader stands for one run. */
interface Known {
  readonly names: Map<string, Name>;
  readonly linters: Map<string, boolean>;
}

const knownBy = new WeakMap<SourceReader, Known>();

/**
 * What the project wants a parameter called that is not used: `_selection` where TypeScript has `noUnusedParameters`,
 * or where ESLint ignores names that begin like that and would complain of `selection`.
 * @param file absolute path of the source
 */
export function unusedParameterName(file: string, files: ProjectFiles): Name {
  const folder = dirname(file);
  const known = knownBy.get(files.reader) ?? { names: new Map(), linters: new Map() };
  knownBy.set(files.reader, known);
  const name = known.names.get(folder) ?? nameIn(folder, files, known);
  known.names.set(folder, name);
  return name;
}

function nameIn(folder: string, files: ProjectFiles, { linters }: Known): Name {
  if (compilerOption('noUnusedParameters', folder, files) === true) return '_selection';
  // Configurations of ESLint's older kind add up over the folders, so all of them are asked.
  for (const parent of foldersUpTo(files.root, folder)) {
    const wanted = linters.get(parent) ?? linterWantsUnderscore(parent, files.reader);
    linters.set(parent, wanted);
    if (wanted) return '_selection';
  }
  return 'selection';
}

const LINTER_FILES = [
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`),
  ...['', '.js', '.cjs', '.json', '.yml', '.yaml'].map((ending) => `.eslintrc${ending}`),
  'package.json',
  '.oxlintrc.json',
  '.oxlintrc.jsonc',
];

function linterWantsUnderscore(folder: string, reader: SourceReader): boolean {
  return LINTER_FILES.some((name) => {
    const bytes = reader.read(join(folder, name));
    return bytes !== undefined && wantsUnderscore(name, textOf(bytes));
  });
}

function wantsUnderscore(name: string, text: string): boolean {
  return argsIgnorePatterns(text, syntaxOf(name, text)).some(
    (pattern) => pattern.test('_selection') && !pattern.test('selection'),
  );
}

/** `.eslintrc` without an ending is JSON or YAML. */
function syntaxOf(name: string, text: string): ConfigSyntax {
  const yaml = /\.ya?ml$/.test(name) || (name === '.eslintrc' && !/^\s*[{/]/.test(text));
  return yaml ? 'yaml' : 'code';
}
