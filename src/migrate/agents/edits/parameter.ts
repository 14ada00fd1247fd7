import type { Edit } from '../../../config/document/splice.ts';
import type { Parameter } from '../../code/members/parameters.ts';
import { indentBefore } from '../../code/syntax/indent-before.ts';

/** What is inserted, and into which list. */
export interface NewParameter {
  readonly name: string;
  /** Undefined in JavaScript. */
  readonly type: string | undefined;
  /** It is JavaScript, and TypeScript checks its types. */
  readonly checked: boolean;
  readonly eol: string;
  /** The only parameter of the list has no parentheses. */
  readonly bare: boolean;
}

/** Inserts a second parameter; nothing where there is no first, or where a rest parameter takes it all. */
export function insertParameter(
  parameters: readonly Parameter[],
  added: NewParameter,
  text: string,
): Edit[] {
  const [first, second] = parameters;
  if (first === undefined || first.kind === 'rest') return [];
  const parameter = declaration(added, second);
  if (added.bare) {
    return [insert(first.start, '('), insert(first.end, `, ${parameter})`)];
  }
  const line = ownLine(first, text);
  if (line === undefined) return [insert(first.end, `, ${parameter}`)];
  const { indent, comma, end } = line;
  if (comma) return [insert(end, `${added.eol}${indent}${parameter},`)];
  return [insert(first.end, ','), insert(end, `${added.eol}${indent}${parameter}`)];
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** TypeScript wants no required parameter behind an optional one. */
function declaration(added: NewParameter, next: Parameter | undefined): string {
  const { name, type } = added;
  // To be optional there it must have a value: with a tag alone it is none.
  if (type === undefined) return added.checked ? `/** @type {any} */ ${name} = undefined` : name;
  const mustBeGiven = next !== undefined && !next.optional;
  return mustBeGiven ? `${name}: ${type} | undefined` : `${name}?: ${type}`;
}

/** The line of a parameter that has one to itself; `end` is before the line break, after comments. */
function ownLine(
  { start, end }: Parameter,
  text: string,
): { readonly indent: string; readonly comma: boolean; readonly end: number } | undefined {
  const indent = indentBefore(start, text);
  // Nothing but the parameter is on the first line of a file: then it has none to itself.
  if (indent === undefined || indent.length === start) return undefined;
  const tail =
    /(?:[ \t]|\/\*[^\n]*?\*\/)*(,)?(?:[ \t]|\/\*[^\n]*?\*\/)*(?:\/\/[^\r\n]*)?(?=\r?\n)/y;
  tail.lastIndex = end;
  const match = tail.exec(text);
  return match === null
    ? undefined
    : { indent, comma: match[1] !== undefined, end: end + match[0].length };
}
