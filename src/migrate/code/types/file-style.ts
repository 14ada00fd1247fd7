import type {
  ImportDeclaration,
  Program,
  Statement,
  TSImportEqualsDeclaration,
} from '@babel/types';
import { nameOf } from '../facts/names.ts';
import { declaredNames, unwrapExport } from '../facts/scope.ts';
import type { ImportEnding } from './relative-import.ts';
import { endOf, startOf } from '../syntax/path-at.ts';

/** How a file is written, for what is inserted to look the same. */
export interface FileStyle {
  readonly eol: '\n' | '\r\n';
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** One step of indentation. */
  readonly indent: string;
}

/** Where and how a file imports. */
export interface ImportSite {
  /** The end of the last import; undefined when there is none. */
  readonly lastImport: number | undefined;
  /** Where the first statement begins. */
  readonly firstStatement: number;
  /** It has an import or an export; else the file is a global script. */
  readonly isModule: boolean;
  /** What the type that a migration needs is in this file: imported from a module, under a name; or declared. */
  readonly known:
    | { readonly kind: 'imported'; readonly local: string; readonly module: string }
    | { readonly kind: 'declared' }
    | undefined;
  /** How relative imports end; undefined when there are none. */
  readonly ending: ImportEnding | undefined;
}

/** Reads the style of a file off its text. */
export function styleOf(program: Program, text: string): FileStyle {
  const newline = text.indexOf('\n');
  const sources = program.body.filter(isImport).map((node) => text.charAt(endOf(node.source) - 1));
  const quotes = sources.length > 0 ? sources.join('') : text;
  return {
    eol: newline > 0 && text.charAt(newline - 1) === '\r' ? '\r\n' : '\n',
    quote: count(quotes, '"') > count(quotes, "'") ? '"' : "'",
    semicolons: usesSemicolons(program.body, text),
    indent: /^(\t| +)(?=[^\s*])/m.exec(text)?.[1] ?? '  ',
  };
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function usesSemicolons(statements: readonly Statement[], text: string): boolean {
  const ends = statements
    .filter(({ type }) => /Import|Variable|Expression|ExportAll/.test(type))
    .map((node) => text.charAt(endOf(node) - 1) === ';');
  if (ends.length === 0) return /;[ \t]*$/m.test(text);
  return ends.filter(Boolean).length * 2 >= ends.length;
}

function isImport(node: Statement): node is ImportDeclaration {
  return node.type === 'ImportDeclaration';
}

function importsAnything(node: Statement): node is ImportDeclaration | TSImportEqualsDeclaration {
  return node.type === 'ImportDeclaration' || node.type === 'TSImportEqualsDeclaration';
}

/** Where a file imports, and what it knows of a type. */
export function importSiteOf(program: Program, text: string, wanted: string): ImportSite {
  const { body } = program;
  const last = body.findLast(importsAnything);
  return {
    lastImport: last && endOf(last),
    firstStatement: body[0] === undefined ? 0 : beforeDocComment(startOf(body[0]), text),
    isModule: body.some(({ type }) => /^(Import|Export|TSImportEquals|TSExport)/.test(type)),
    known: knownIn(body, wanted),
    ending: endingOf(body.filter(importsAnything).map(moduleOf)),
  };
}

/** A comment that documents a statement, or silences its checks, stays with it; one with an empty line behind it is the file's. */
function beforeDocComment(at: number, text: string): number {
  const before = text.slice(0, at);
  const line = before.slice(before.trimEnd().lastIndexOf('\n') + 1);
  if (/^[ \t]*\/\/[ \t]*(?:@ts-|eslint-|oxlint-|biome-)[^\n]*\r?\n$/.test(line)) {
    return beforeDocComment(at - line.length, text);
  }
  const start = before.lastIndexOf('/**');
  if (start < 0) return at;
  const end = before.indexOf('*/', start);
  return end >= 0 && /^[ \t]*\r?\n?[ \t]*$/.test(before.slice(end + 2)) ? start : at;
}

function knownIn(body: readonly Statement[], wanted: string): ImportSite['known'] {
  for (const { specifiers, source } of body.filter(isImport)) {
    const found = specifiers.find(
      (specifier) => specifier.type === 'ImportSpecifier' && nameOf(specifier.imported) === wanted,
    );
    if (found) return { kind: 'imported', local: found.local.name, module: source.value };
  }
  const declares = body.some((statement) => {
    const { values, types } = declaredNames(unwrapExport(statement));
    return values.includes(wanted) || types.includes(wanted);
  });
  return declares ? { kind: 'declared' } : undefined;
}

function moduleOf(node: ImportDeclaration | TSImportEqualsDeclaration): string {
  if (node.type === 'ImportDeclaration') return node.source.value;
  const { moduleReference } = node;
  return moduleReference.type === 'TSExternalModuleReference'
    ? moduleReference.expression.value
    : '';
}

function endingOf(specifiers: readonly string[]): ImportSite['ending'] | undefined {
  // Data and styles have endings everywhere.
  const relative = specifiers.filter((specifier) =>
    /^\.(?!.*\.(?:json|css|scss|svg|html|txt|md)$)/s.test(specifier),
  );
  if (relative.length === 0) return undefined;
  if (relative.some((specifier) => /\.[cm]?jsx?$/.test(specifier))) return '.js';
  return relative.some((specifier) => /\.[cm]?tsx?$/.test(specifier)) ? '.ts' : '';
}
