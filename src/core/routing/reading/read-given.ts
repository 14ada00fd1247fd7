import { cell32 } from '../lexicon/cells.ts';
import {
  CharClass,
  charClasses,
  classAt,
  isCapital,
  isDigit,
  isWord,
} from '../lexicon/char-class.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { findWord, type Lookup, meaningsOf } from '../lexicon/word-trie.ts';

/** What one pass over all that comes with a task counts. */
export interface GivenReading {
  /** By position in the lexicon of code. */
  readonly concepts: Int32Array;
  units: number;
  words: number;
  lines: number;
  /** Lines that have the shape of one of the two lines before: lists, tables, logs. */
  regularLines: number;
  digits: number;
  /** Brackets, braces, operators, punctuation. */
  marks: number;
  /** UTF-16 units of scripts that are not Latin. */
  foreign: number;
}

/** So many changes between kinds of characters make the shape of a line. */
const SHAPE = 12;

/** Passes once over the texts that come with a task. Words begin inside of names too: `compareAndSet` has three. */
export function readGiven(texts: readonly string[], lexicon: Lexicon): GivenReading {
  const reader = new GivenReader(lexicon);
  for (const text of texts) reader.read(text);
  return reader.reading;
}

class GivenReader {
  readonly reading: GivenReading;
  readonly #lexicon: Lexicon;
  readonly #lookup: Lookup = { start: 0, match: { meaning: 0, end: 0 } };
  #shape = 0;
  #changes = 0;
  #lastShape = 0;
  #lastButOne = 0;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.reading = {
      concepts: new Int32Array(lexicon.size),
      units: 0,
      words: 0,
      lines: 0,
      regularLines: 0,
      digits: 0,
      marks: 0,
      foreign: 0,
    };
  }

  read(given: string): void {
    const classes = charClasses(given);
    this.#lastShape = 0;
    this.#lastButOne = 0;
    this.reading.units += given.length;
    let before: number = CharClass.newline;
    for (let index = 0; index < given.length; index += 1) {
      const here = classAt(classes, index);
      if (here === CharClass.newline) this.#endLine();
      else if (isLetter(here)) this.#readLetter(classes, index, before);
      else if (here !== CharClass.blank) this.#readMark(here, before);
      before = here;
    }
    this.#endLine();
  }

  #readLetter(classes: Uint8Array, index: number, before: number): void {
    if (!isLetter(before)) {
      this.#change(CharClass.letterZ);
      this.#readWord(classes, index);
    } else if (!isCapital(before) && isCapital(classAt(classes, index)))
      this.#readWord(classes, index);
  }

  #readMark(here: number, before: number): void {
    if (isDigit(here)) this.reading.digits += 1;
    else if (here === CharClass.foreign) this.reading.foreign += 1;
    else this.reading.marks += 1;
    if (before !== here) this.#change(here);
  }

  #readWord(classes: Uint8Array, start: number): void {
    const { words } = this.#lexicon;
    this.reading.words += 1;
    this.#lookup.start = start;
    findWord(words, classes, this.#lookup);
    const { concepts } = this.reading;
    for (const concept of meaningsOf(words, this.#lookup.match)) {
      concepts[concept] = cell32(concepts, concept) + 1;
    }
  }

  #change(kind: number): void {
    if (this.#changes === SHAPE) return;
    this.#shape = (Math.imul(this.#shape, 31) + kind) | 0;
    this.#changes += 1;
  }

  #endLine(): void {
    this.reading.lines += 1;
    if (this.#changes === 0) return;
    const isRegular = this.#shape === this.#lastShape || this.#shape === this.#lastButOne;
    if (isRegular) this.reading.regularLines += 1;
    this.#lastButOne = this.#lastShape;
    this.#lastShape = this.#shape;
    this.#shape = 0;
    this.#changes = 0;
  }
}

/** Digits are not letters here. */
function isLetter(ofUnit: number): boolean {
  return isWord(ofUnit) && !isDigit(ofUnit);
}
