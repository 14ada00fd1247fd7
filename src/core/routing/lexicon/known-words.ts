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
  const find = (key: number): number => {
    let slot = slotOf(key, slots);
    while (!isFree(table, 2 * slot, key)) slot = (slot + 1) & (slots - 1);
    return 2 * slot;
  };
  for (const [position, word] of words.entries()) {
    const key = keyOf(charClasses(word), 0, word.length);
    table.set([key, position + 1], find(key));
  }
  return {
    size: words.length,
    find: (classes, start, end) => {
      if (end - start < MIN_LETTERS) return -1;
      return cell32(table, find(keyOf(classes, start, end)) + 1) - 1;
    },
  };
}

/** Whether a key may stand here: it does already, or nothing does. */
function isFree(table: Int32Array, at: number, key: number): boolean {
  const there = cell32(table, at);
  return there === 0 || there === key;
}

/** A power of two, at most half full. */
function slotCount(words: number): number {
  return 2 ** Math.ceil(Math.log2(2 * words + 2));
}

function slotOf(key: number, slots: number): number {
  return (Math.imul(key, 0x9e_37_79_b1) >>> 8) & (slots - 1);
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
