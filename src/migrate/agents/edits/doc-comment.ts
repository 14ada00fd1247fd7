import type { Edit } from '../../../config/document/splice.ts';
import type { Span } from '../../code/syntax/path-at.ts';

/** What types a method in JavaScript has, to be said again of another. */
const typeTag = /^@(param|arg|argument|returns?|template)\b/;

/** The tags of a doc comment that say types, each with its lines, without stars. */
export function typeTags(doc: Span | undefined, text: string): string[] {
  return tagsOf(doc, text)
    .filter((tag) => typeTag.test(tag))
    .flatMap((tag) => tag.split('\n'));
}

/** Whether a doc comment says `@override`. */
export function saysOverride(doc: Span | undefined, text: string): boolean {
  return tagsOf(doc, text).some((tag) => tag.startsWith('@override'));
}

function tagsOf(doc: Span | undefined, text: string): string[] {
  if (doc === undefined) return [];
  const inside = text.slice(doc.start + '/**'.length, doc.end - '*/'.length);
  const lines = inside.split(/\r?\n/).map((line) => line.replace(/^\s*\*?\s?/, '').trimEnd());
  return lines
    .join('\n')
    .split(/(?=(?<![\w{])@\w)/)
    .map((tag) => tag.trim());
}

/** Takes `@override` out of a doc comment, with its line where it has one to itself; and the comment when nothing else is in it. */
export function removeOverride(doc: Span | undefined, text: string): Edit[] {
  if (doc === undefined) return [];
  const comment = text.slice(doc.start, doc.end);
  const match = /\r?\n[ \t]*\*[ \t]*@override[ \t]*(?=\r?\n)|[ \t]*@override\b/.exec(comment);
  if (match === null) return [];
  if (/^[\s*/]*$/.test(comment.replace(match[0], ''))) {
    const blank = /^\s*/.exec(text.slice(doc.end, doc.end + MAX_GAP))?.[0] ?? '';
    return [{ start: doc.start, end: doc.end + blank.length, text: '' }];
  }
  const start = doc.start + match.index;
  return [{ start, end: start + match[0].length, text: '' }];
}

/** Blanks between a comment and what it is of. */
const MAX_GAP = 200;
