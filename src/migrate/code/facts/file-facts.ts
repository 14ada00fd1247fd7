import type { Node, Program } from '@babel/types';
import type { Language } from '../syntax/parse-source.ts';
import {
  type ClassFacts,
  type ClassSite,
  findClasses,
  nameOfClass,
  superReference,
} from './class-facts.ts';
import { collectExports, type ModuleExports } from './exports.ts';
import type { FileScope } from './resolve.ts';

/** A parsed file, while its tree is at hand. */
export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly program: Program;
  readonly classes: readonly ClassSite[];
}

/** Looks at the classes of a file with the eyes of one migration; answers one value for each class, in order. */
export type Collect<Details> = (file: ParsedFile) => readonly Details[];

/** What is kept of a file; its syntax tree is gone. */
export interface FileFacts<Details> {
  readonly path: string;
  readonly language: Language;
  readonly classes: readonly ClassFacts<Details>[];
  readonly exports: ModuleExports;
}

/**
 * Boils a syntax tree down to what may be asked later. Keeping the trees of a thousand large files would take gigabytes.
 * @param collect what the migration wants to know of each class
 */
export function factsOf<Details>(
  file: Omit<ParsedFile, 'classes'>,
  collect: Collect<Details>,
): FileFacts<Details> {
  const { path, text, language, program } = file;
  const sites = findClasses(program, text);
  const indexes = new Map<Node, number>(sites.map(({ node }, index) => [node, index]));
  const scope: FileScope = { text, depth: 0, classIndex: (node) => indexes.get(node) ?? -1 };
  const details = collect({ ...file, classes: sites });
  const classes = sites.flatMap((site, index) => {
    const own = details[index];
    if (own === undefined) return [];
    const { keyword } = site;
    return [
      { name: nameOfClass(site), keyword, extends: superReference(site, scope), details: own },
    ];
  });
  return { path, language, classes, exports: collectExports(program, scope) };
}
