import { CharClass, classAt, isWord } from '../lexicon/char-class.ts';

/** What is longer is no quotation but a mark that nobody closed. */
const MAX_UNITS = 200;

const APOSTROPHE = 0x27;

/** What closes other quotations than the ASCII ones, which close with the mark that opened them. */
const closers: ReadonlyMap<number, number> = new Map(
  ['\u2019\u2019', '\u201c\u201d', '\u201e\u201c', '\u00ab\u00bb', '\u300c\u300d'].map((pair) => [
    pair.charCodeAt(0),
    pair.charCodeAt(1),
  ]),
);

/** The end of the quotation that begins at a mark, behind its closing mark; undefined when it is an apostrophe or nothing closes it soon. */
export function quotationEnd(text: string, classes: Uint8Array, start: number): number | undefined {
  const isApostrophe = classAt(classes, start) === CharClass.apostrophe;
  if (isApostrophe && start > 0 && isWord(classAt(classes, start - 1))) return undefined;
  const opener = text.charCodeAt(start);
  const closer = closers.get(opener) ?? opener;
  const last = Math.min(text.length, start + MAX_UNITS);
  for (let index = start + 1; index < last; index += 1) {
    if (text.charCodeAt(index) !== closer) continue;
    const insideWord = closer === APOSTROPHE && isWord(classAt(classes, index + 1));
    if (!insideWord) return index + 1;
  }
  return undefined;
}
