import * as cells from './cells.ts';
import * as chars from './char-class.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { charClass, charClasses, classAt, isDigit, isWord, PLAIN } = chars;

/** So many letters tell words apart: `test`, `tests` and `testing` have two keys, `concurrent` and `concurrency` one. */
const LETTERS = 5;
const MIN_LETTERS = 3;
const BITS = 5;
const LETTER = 31;

/** The cells of a slot, side by side so that one access to memory brings them all. */
const Cell = {
  /** 0: the slot is free. */
  key: 0,
  /** Position in the list, and 1. */
  position: 1,
  /** The text that asked for it last: nothing needs to be cleared between texts. */
  text: 2,
} as const;

const CELLS = 4;

/** Single words, each cut to five letters, that are found by these once in each text. Texts are read one after another. */
export class KnownWords {
  readonly #table: Int32Array;
  #text = 0;

  constructor(words: readonly string[]) {
    this.#table = new Int32Array(CELLS * slotCount(words.length));
    for (const [position, word] of words.entries()) {
      const key = keyOf(charClasses(word), 0, word.length);
      this.#table.set([key, position + 1], this.#placeOf(key));
    }
  }

  /** Begins with a new text. */
  startText(): void {
    this.#text = (this.#text + 1) | 0;
  }

  /** The position of a word in the list; -1 when it is not known, or was found before in this text. */
  findNew(classes: Uint8Array, start: number, end: number): number {
    if (end - start < MIN_LETTERS) return -1;
    const table = this.#table;
    const at = this.#placeOf(keyOf(classes, start, end));
    if (cell32(table, at + Cell.text) === this.#text) return -1;
    table[at + Cell.text] = this.#text;
    return cell32(table, at + Cell.position) - 1;
  }

  /** Where a key stands, or would stand: open addressing. */
  #placeOf(key: number): number {
    const table = this.#table;
    const last = table.length - CELLS;
    let at = (Math.imul(key, 0x9e_37_79_b1) >>> 7) & last;
    for (;;) {
      const there = cell32(table, at + Cell.key);
      if (there === key || there === 0) return at;
      at = (at + CELLS) & last;
    }
  }
}

/** A power of two, a quarter full at most: hardly a word is where another one should be. */
function slotCount(words: number): number {
  return 2 ** Math.ceil(Math.log2(4 * words + 2));
}

/** Five letters of five bits, at the lower end. Without a loop: lengths come in no order, and a processor guesses them wrong. */
function keyOf(classes: Uint8Array, start: number, end: number): number {
  const five =
    (letterAt(classes, start) << (4 * BITS)) |
    (letterAt(classes, start + 1) << (3 * BITS)) |
    (letterAt(classes, start + 2) << (2 * BITS)) |
    (letterAt(classes, start + 3) << BITS) |
    letterAt(classes, start + 4);
  return five >> (BITS * Math.max(0, LETTERS - (end - start)));
}

function letterAt(classes: Uint8Array, index: number): number {
  return classAt(classes, index) & LETTER;
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
