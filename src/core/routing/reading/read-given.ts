import * as cells from '../lexicon/cells.ts';
import * as chars from '../lexicon/char-class.ts';
import { type TextClasses, textClasses } from '../lexicon/text-classes.ts';
import * as vocabularies from '../lexicon/vocabulary.ts';
import * as trie from '../lexicon/word-trie.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { CharClass, classAt, isCapital, isDigit, isWord } = chars;
const { findWord } = vocabularies;
const { meaningsOf } = trie;

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
export function readGiven(
  texts: readonly string[],
  vocabulary: vocabularies.Vocabulary,
): GivenReading {
  const reader = new GivenReader(vocabulary);
  for (const text of texts) reader.read(text);
  return reader.reading;
}

class GivenReader {
  readonly reading: GivenReading;
  readonly #vocabulary: vocabularies.Vocabulary;
  #end = 0;
  #shape = 0;
  #changes = 0;
  #lastShape = 0;
  #lastButOne = 0;

  constructor(vocabulary: vocabularies.Vocabulary) {
    this.#vocabulary = vocabulary;
    this.reading = {
      concepts: new Int32Array(vocabulary.entries.concepts),
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
    const text = textClasses(given);
    const { classes } = text;
    this.#lastShape = 0;
    this.#lastButOne = 0;
    this.reading.units += given.length;
    this.#end = given.length;
    let index = 0;
    while (index < given.length) {
      const here = classAt(classes, index);
      if (isLetter(here)) index = this.#readLetters(text, index);
      else if (here === CharClass.blank || here === CharClass.newline) {
        if (here === CharClass.newline) this.#endLine();
        index += 1;
      } else index = this.#readMarks(classes, index);
    }
    this.#endLine();
  }

  /** Reads a run of letters. @returns where to read on */
  #readLetters(text: TextClasses, start: number): number {
    const { classes } = text;
    this.#change(CharClass.letterZ);
    this.#readWord(text, start);
    let before = classAt(classes, start);
    let index = start + 1;
    for (;;) {
      const here = classAt(classes, index);
      if (!isLetter(here)) return index;
      if (isCapital(here) && !isCapital(before)) this.#readWord(text, index);
      before = here;
      index += 1;
    }
  }

  /** Reads a run of marks of one class, or of digits. @returns where to read on */
  #readMarks(classes: Uint8Array, start: number): number {
    const kind = classAt(classes, start);
    let end = start + 1;
    while (end < this.#end && classAt(classes, end) === kind) end += 1;
    const units = end - start;
    if (isDigit(kind)) this.reading.digits += units;
    else if (kind === CharClass.foreign) this.reading.foreign += units;
    else this.reading.marks += units;
    this.#change(kind);
    return end;
  }

  #readWord(text: TextClasses, start: number): void {
    this.reading.words += 1;
    const match = findWord(this.#vocabulary, text, start);
    if (match === 0) return;
    const { concepts } = this.reading;
    for (const concept of meaningsOf(this.#vocabulary.entries, match)) {
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
