import { indentBefore } from '../syntax/indent-before.ts';
import type { Span } from '../syntax/path-at.ts';

/** Behind a member, and the comment on its last line; `indent` is undefined where other code is on its lines. */
export function placeAfter(
  { start, end }: Span,
  text: string,
): { readonly at: number; readonly indent: string | undefined } {
  const indent = indentBefore(start, text);
  const rest = /[ \t]*;?[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/[ \t]*)?(?=\r?\n|$)/y;
  rest.lastIndex = end;
  const match = rest.exec(text);
  if (indent === undefined || match === null) return { at: end, indent: undefined };
  return { at: end + match[0].trimEnd().length, indent };
}
