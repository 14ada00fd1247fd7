import * as chars from '../lexicon/char-class.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { CharClass, classAt, isCapital, isDigit, isSmall, isWord } = chars;

/** What a run of characters without blanks is. */
type ChunkKind = 'words' | 'name' | 'number';

/** A run of characters without blanks. */
export interface Chunk {
  kind: ChunkKind;
  /** Behind its last unit. */
  end: number;
}

/** Whether a run of letters and digits is a word for itself: it begins with a letter, and nothing behind it belongs to it. Most are. */
export function isPlain(classes: Uint8Array, start: number, end: number): boolean {
  if (isDigit(classAt(classes, start))) return false;
  const behind = classAt(classes, end);
  return behind === CharClass.blank || !joins(behind, classes, end);
}

/**
 * Reads the run that begins with a letter or digit. A digit at the beginning makes it a number; `_`, `()`, a dot or `@` inside, or a capital behind a
 * small letter make it a name as in code; everything else is words, joined by hyphens or slashes perhaps.
 */
export function readChunk(classes: Uint8Array, start: number, chunk: Chunk): void {
  const first = classAt(classes, start);
  let before = first;
  let isName = false;
  let index = start + 1;
  for (;;) {
    const here = classAt(classes, index);
    if (isWord(here)) isName ||= isCapital(here) && isSmall(before);
    else if (joins(here, classes, index)) isName ||= isNameSign(here);
    else break;
    before = here;
    index += 1;
  }
  chunk.kind = kindOf(isDigit(first), isName);
  chunk.end = index;
}

function kindOf(isNumber: boolean, isName: boolean): ChunkKind {
  if (isNumber) return 'number';
  return isName ? 'name' : 'words';
}

function isNameSign(here: number): boolean {
  return here >= CharClass.underscore && here !== CharClass.percent;
}

/** Marks that belong to the chunk: those with a letter or digit behind them, `_`, `()` and a percent sign. */
function joins(here: number, classes: Uint8Array, index: number): boolean {
  if (here >= CharClass.apostrophe && here <= CharClass.nameMark) {
    return here === CharClass.underscore || isWord(classAt(classes, index + 1));
  }
  if (here === CharClass.open) return classAt(classes, index + 1) === CharClass.close;
  if (here === CharClass.close) return classAt(classes, index - 1) === CharClass.open;
  return here === CharClass.percent;
}
