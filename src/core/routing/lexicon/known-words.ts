import { cell32 } from './cells.ts';
import { charClass, charClasses, classAt, isDigit, isWord, PLAIN } from './char-class.ts';

/** So many letters tell words apart: `test`, `tests` and `testing` have two keys, `concurrent` and `concurrency` one. */
const LETTERS = 5;
const MIN_LETTERS = 3;
const BITS = 5;
const LETTER = 31;

/** Single words, found by their first five letters. */
export interface KnownWords {
  readonly size: number;
  /** The position of a word; -1 when it is not known. */
  find(classes: Uint8Array, start: number, end: number): number;
}

/** Compiles a list of words, each already cut to five letters. */
export function knownWords(words: readonly string[]): KnownWords {
  const slots = slotCount(words.length);
  const table = new Int32Array(2 * slots);
  for (const [position, word] of words.entries()) {
    const key = keyOf(charClasses(word), 0, word.length);
    table.set([key, position + 1], placeOf(table, key));
  }
  return {
    size: words.length,
    find: (classes, start, end) => {
      if (end - start < MIN_LETTERS) return -1;
      return cell32(table, placeOf(table, keyOf(classes, start, end)) + 1) - 1;
    },
  };
}

/** Where a key stands in a table of keys and positions, or would stand: open addressing. */
function placeOf(table: Int32Array, key: number): number {
  const last = table.length - 1;
  let at = (Math.imul(key, 0x9e_37_79_b1) >>> 7) & last & ~1;
  for (;;) {
    const there = cell32(table, at);
    if (there === key || there === 0) return at;
    at = (at + 2) & last;
  }
}

/** A power of two, at most half full. */
function slotCount(words: number): number {
  return 2 ** Math.ceil(Math.log2(2 * words + 2));
}

/** Five letters of five bits. */
function keyOf(classes: Uint8Array, start: number, end: number): number {
  const last = Math.min(end, start + LETTERS);
  let key = 0;
  for (let index = start; index < last; index += 1) {
    key = (key << BITS) | (classAt(classes, index) & LETTER);
  }
  return key;
}

/** The first letters of a word, as the list has them: without accents and capitals. */
export function stemOf(word: string): string {
  let stem = '';
  for (const char of word.slice(0, LETTERS)) {
    const here = charClass(char.charCodeAt(0));
    if (isWord(here)) stem += isDigit(here) ? char : String.fromCharCode(96 + (here & PLAIN));
  }
  return stem;
}
