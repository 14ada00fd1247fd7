import * as chars from '../lexicon/char-class.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { CharClass, classAt, isCapital, isDigit, isSmall, isWord, PLAIN } = chars;

/** What a run of characters without blanks is. */
type ChunkKind = 'words' | 'name' | 'number';

/** A run of characters without blanks. */
export interface Chunk {
  kind: ChunkKind;
  /** Behind its last unit. */
  end: number;
  /** True when there is a mark inside. */
  joined: boolean;
}

/** Behind the plain word that begins somewhere: small letters with a blank or a mark behind them that ends all runs. Most runs are that. 0 when it is not that simple. */
export function plainEnd(classes: Uint8Array, start: number): number {
  if (isDigit(classAt(classes, start))) return 0;
  let index = start + 1;
  while (isSmall(classAt(classes, index))) index += 1;
  const behind = classAt(classes, index) & PLAIN;
  const isEnd =
    behind === CharClass.blank || (behind >= CharClass.comma && behind <= CharClass.quote);
  return isEnd ? index : 0;
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
  chunk.joined = false;
  for (;;) {
    const here = classAt(classes, index);
    if (isWord(here)) isName ||= isCapital(here) && isSmall(before);
    else if (joins(here, classes, index)) {
      chunk.joined = true;
      isName ||= isNameSign(here);
    } else break;
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
  if (here === CharClass.blank) return false;
  if (here >= CharClass.apostrophe && here <= CharClass.nameMark) {
    return here === CharClass.underscore || isWord(classAt(classes, index + 1));
  }
  if (here === CharClass.open) return classAt(classes, index + 1) === CharClass.close;
  if (here === CharClass.close) return classAt(classes, index - 1) === CharClass.open;
  return here === CharClass.percent;
}
