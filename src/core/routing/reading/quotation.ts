import { CharClass, charClass, isWord } from '../lexicon/char-class.ts';

/** What is longer is no quotation but a mark that nobody closed. */
const MAX_UNITS = 200;

const APOSTROPHE = 0x27;

const OPENING = '"`\'\u2019\u201c\u201e\u00ab\u300c';
const CLOSING = '"`\'\u2019\u201d\u201c\u00bb\u300d';

/** The end of the quotation that begins at a mark, behind its closing mark; undefined when it is an apostrophe or nothing closes it soon. */
export function quotationEnd(text: string, start: number): number | undefined {
  const closer = CLOSING.charCodeAt(OPENING.indexOf(text.charAt(start)));
  const isApostrophe = charClass(text.charCodeAt(start)) === CharClass.apostrophe;
  if (isApostrophe && isWordAt(text, start - 1)) return undefined;
  const last = Math.min(text.length, start + MAX_UNITS);
  for (let index = start + 1; index < last; index += 1) {
    if (text.charCodeAt(index) !== closer) continue;
    const insideWord = text.charCodeAt(index) === APOSTROPHE && isWordAt(text, index + 1);
    if (!insideWord) return index + 1;
  }
  return undefined;
}

function isWordAt(text: string, index: number): boolean {
  return isWord(charClass(text.charCodeAt(index)));
}
