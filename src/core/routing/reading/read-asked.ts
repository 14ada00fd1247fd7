import * as cells from '../lexicon/cells.ts';
import * as chars from '../lexicon/char-class.ts';
import { findForeign } from '../lexicon/foreign-words.ts';
import type { KnownWords } from '../lexicon/known-words.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import * as trie from '../lexicon/word-trie.ts';
import { type AskedCounts, type AskedReading, noCounts } from './asked-reading.ts';
import * as chunks from './chunk.ts';
import { quotationEnd } from './quotation.ts';
import { SeenConcepts } from './seen-concepts.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { CharClass, charClasses, classAt, isDigit, isWord } = chars;
const { findWord, lengthOf, meaningsOf } = trie;
const { plainEnd, readChunk } = chunks;

/** What to look for in a description. */
export interface AskedLexicon {
  readonly lexicon: Lexicon;
  readonly knownWords: KnownWords;
  /** By position in the lexicon: 1 when it makes a sentence a request that it begins; 2 when anywhere. */
  readonly requestPower: Int32Array;
}

/** Passes over a description once. What is quoted, and names as in code, are not what is asked: no concept is seen in them. */
export function readAsked(description: string, what: AskedLexicon): AskedReading {
  return new AskedReader(description, what).read();
}

/** A word of so many letters may stand between two values: `to`, `by`, `auf`. */
const SHORT_WORD = 4;

class AskedReader {
  readonly #text: string;
  readonly #classes: Uint8Array;
  readonly #what: AskedLexicon;
  readonly #counts: AskedCounts;
  readonly #seen: SeenConcepts;
  readonly #knownWords: number[] = [];
  readonly #chunk: chunks.Chunk = { kind: 'words', end: 0, joined: false };
  #asks = false;
  #isLast = false;
  /** 2 behind a value, 1 behind a value and a short word. */
  #afterValue = 0;

  constructor(description: string, what: AskedLexicon) {
    this.#text = description;
    this.#classes = charClasses(description);
    this.#what = what;
    this.#counts = noCounts(description.length);
    this.#seen = new SeenConcepts(what.lexicon.size);
    what.knownWords.startText();
  }

  read(): AskedReading {
    const { length } = this.#text;
    const classes = this.#classes;
    let index = 0;
    this.#lineStart(index);
    while (index < length) {
      const here = classAt(classes, index);
      if (here === CharClass.blank) index += 1;
      else if (isWord(here)) {
        const end = plainEnd(classes, index);
        index = end > 0 ? this.#readPlain(index, end) : this.#readChunk(index);
      } else index = this.#readMark(here, index);
    }
    this.#endSentence(index);
    this.#counts.sentences = Math.max(1, this.#counts.sentences);
    const { asking, passing } = this.#seen;
    const [asked, told] = this.#counts.asking > 0 ? [asking, passing] : [passing, asking];
    return { asked, passing: told, knownWords: this.#knownWords, counts: this.#counts };
  }

  /** @returns where to read on, as all that read do */
  #readMark(here: number, start: number): number {
    if (here === CharClass.quote || here === CharClass.apostrophe) {
      const end = quotationEnd(this.#text, this.#classes, start);
      if (end === undefined) return start + 1;
      this.#counts.quotes += 1;
      this.#countWord();
      this.#value();
      return end;
    }
    if (here === CharClass.foreign) this.#readForeign(start);
    else this.#countMark(here, start);
    return start + 1;
  }

  #countMark(here: number, index: number): void {
    const counts = this.#counts;
    if (here === CharClass.comma) counts.commas += 1;
    else if (here === CharClass.colon) counts.colons += 1;
    else if (here === CharClass.newline) this.#lineStart(index + 1);
    else if (here === CharClass.question) {
      counts.questions += 1;
      this.#asks = true;
      this.#endSentence(index);
    } else if (here === CharClass.stop || here === CharClass.fullStop) this.#endSentence(index);
  }

  /** `- `, `* `, `1. ` and `1) ` at the beginning of a line. */
  #lineStart(index: number): void {
    const here = classAt(this.#classes, index);
    const next = classAt(this.#classes, index + 1);
    const isBullet = here === CharClass.hyphen || here === CharClass.asterisk;
    const isNumber = isDigit(here);
    if (isBullet && next === CharClass.blank) this.#counts.bullets += 1;
    else if (isNumber && (next === CharClass.fullStop || next === CharClass.close)) {
      this.#counts.bullets += 1;
    }
  }

  #readForeign(start: number): void {
    const counts = this.#counts;
    counts.foreign += 1;
    // Two characters are about a word.
    if (counts.foreign % 2 === 0) this.#countWord();
    const found = findForeign(this.#what.lexicon.foreign, this.#text, start);
    if (found !== undefined) this.#see(found.meanings, start, start + found.text.length);
  }

  #readChunk(start: number): number {
    const chunk = this.#chunk;
    readChunk(this.#classes, start, chunk);
    const { kind, end, joined } = chunk;
    if (kind !== 'words') {
      if (kind === 'name') this.#counts.names += 1;
      else this.#counts.numbers += 1;
      this.#countWord();
      this.#value();
      return end;
    }
    if (!joined) return this.#readPlain(start, end);
    this.#readJoinedWords(start, end);
    this.#behindWord(end - start);
    return end;
  }

  #readPlain(start: number, end: number): number {
    this.#readWord(start, end);
    this.#behindWord(end - start);
    return end;
  }

  #behindWord(length: number): void {
    this.#afterValue = this.#afterValue === 2 && length <= SHORT_WORD ? 1 : 0;
  }

  #readJoinedWords(start: number, end: number): void {
    let wordStart = start;
    for (let index = start; index < end; index += 1) {
      if (isWord(classAt(this.#classes, index))) continue;
      this.#readWord(wordStart, index);
      wordStart = index + 1;
    }
    this.#readWord(wordStart, end);
  }

  #readWord(start: number, end: number): void {
    if (start >= end) return;
    this.#countWord();
    const { lexicon, knownWords } = this.#what;
    const known = knownWords.findNew(this.#classes, start, end);
    if (known >= 0) this.#knownWords.push(known);
    const match = findWord(lexicon.words, this.#classes, start);
    if (match !== 0) this.#see(meaningsOf(lexicon.words, match), start, start + lengthOf(match));
  }

  #countWord(): void {
    this.#counts.words += 1;
    this.#counts.wordsInLast += 1;
  }

  #value(): void {
    if (this.#afterValue === 1) this.#counts.changes += 1;
    this.#afterValue = 2;
  }

  #see(concepts: readonly number[], start: number, end: number): void {
    const leads = this.#counts.wordsInLast <= 2 ? 1 : 0;
    for (const concept of concepts) {
      if (cell32(this.#what.requestPower, concept) + leads >= 2) this.#asks = true;
      this.#seen.add({ concept, leads, start, end });
    }
    // Long sentences are cut here.
    if (this.#seen.isFull) this.#seen.flush(this.#asks);
  }

  #endSentence(index: number): void {
    const counts = this.#counts;
    if (counts.wordsInLast === 0) return;
    const hasMore = index < this.#text.length;
    if (hasMore && this.#isLastSentence(index)) return;
    this.#seen.flush(this.#asks);
    counts.sentences += 1;
    if (this.#asks) counts.asking += 1;
    this.#asks = false;
    if (hasMore) counts.wordsInLast = 0;
  }

  /** True when only marks and blanks are left: the last sentence ends with the text. */
  #isLastSentence(index: number): boolean {
    this.#isLast ||= !this.#somethingFollows(index);
    return this.#isLast;
  }

  #somethingFollows(from: number): boolean {
    for (let index = from; index < this.#text.length; index += 1) {
      const here = classAt(this.#classes, index);
      if (isWord(here) || here === CharClass.foreign) return true;
    }
    return false;
  }
}
