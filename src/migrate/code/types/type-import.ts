import type { Edit } from '../../../config/document/splice.ts';
import type { FileStyle, ImportSite } from './file-style.ts';

/** How a file names the type, and what is to be inserted for that. */
export interface NamedType {
  readonly type: string;
  readonly edits: readonly Edit[];
}

/** The file that an import goes into. */
interface ImportingFile {
  readonly text: string;
  readonly style: FileStyle;
  readonly imports: ImportSite;
  /** It declares the base itself: a type of that name beside it is the one that is meant. */
  readonly declaresBase: boolean;
  /** What it imports under the name of the type is another type. */
  readonly importsOther: boolean;
}

/**
 * Makes a type known in a file. Where the file has another type of that name, it gets the name `Aqe…`.
 * @param module what stands between the quotes
 */
export function importType(wanted: string, file: ImportingFile, module: () => string): NamedType {
  const { imports, style } = file;
  const { known } = imports;
  const present = presentName(wanted, file);
  if (present !== undefined) return { type: present, edits: [] };
  const quoted = `${style.quote}${module()}${style.quote}`;
  // An import would make a module of a script, whose names are everybody's.
  if (!imports.isModule) return { type: `import(${quoted}).${wanted}`, edits: [] };
  const type = known === undefined ? wanted : `Aqe${wanted}`;
  const names = known === undefined ? wanted : `${wanted} as ${type}`;
  const end = style.semicolons ? ';' : '';
  return { type, edits: [insertion(`import type { ${names} } from ${quoted}${end}`, file)] };
}

/** How the file names the type already. */
function presentName(wanted: string, file: ImportingFile): string | undefined {
  const { known } = file.imports;
  if (known?.kind === 'imported') return file.importsOther ? undefined : known.local;
  return known?.kind === 'declared' && file.declaresBase ? wanted : undefined;
}

function insertion(statement: string, { text, style: { eol }, imports }: ImportingFile): Edit {
  const { lastImport, firstStatement } = imports;
  if (lastImport === undefined) return insertAt(firstStatement, statement + eol + eol);
  const at = endOfLine(lastImport, text);
  if (at !== undefined) return insertAt(at, eol + statement);
  const isOpen = text.charAt(lastImport - 1) !== ';';
  return insertAt(lastImport, `${isOpen ? ';' : ''} ${statement.replace(/;?$/, ';')}`);
}

function insertAt(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The end of the line, behind a comment; undefined when code follows there. */
function endOfLine(from: number, text: string): number | undefined {
  const rest = /[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/[ \t]*)?(?=\r?\n|$)/y;
  rest.lastIndex = from;
  const match = rest.exec(text);
  return match === null ? undefined : from + match[0].length;
}
