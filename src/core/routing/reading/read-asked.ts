import { cell32 } from '../lexicon/cells.ts';
import { CharClass, charClasses, classAt, isDigit, isWord } from '../lexicon/char-class.ts';
import { findForeign } from '../lexicon/foreign-words.ts';
import type { KnownWords } from '../lexicon/known-words.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { findWord, type Lookup, meaningsOf } from '../lexicon/word-trie.ts';
import {
  type AskedCounts,
  type AskedReading,
  noCounts,
  type Sighting,
  type Sightings,
} from './asked-reading.ts';
import { type Chunk, readChunk } from './chunk.ts';
import { quotationEnd } from './quotation.ts';

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

/** Long sentences are cut here. */
const SEEN = 256;
/** A word of so many letters may stand between two values: `to`, `by`, `auf`. */
const SHORT_WORD = 4;

class AskedReader {
  readonly #text: string;
  readonly #classes: Uint8Array;
  readonly #what: AskedLexicon;
  readonly #counts: AskedCounts;
  readonly #asked: Sightings;
  readonly #passing: Sightings;
  readonly #isKnown: boolean[];
  readonly #knownWords: number[] = [];
  readonly #chunk: Chunk = { kind: 'words', end: 0, joined: false };
  readonly #lookup: Lookup = { start: 0, match: { meaning: 0, end: 0 } };
  /** What was seen in the sentence. */
  readonly #seen: Seen[] = [];
  #index = 0;
  #asks = false;
  #isLast = false;
  /** 2 behind a value, 1 behind a value and a short word. */
  #afterValue = 0;

  constructor(description: string, what: AskedLexicon) {
    this.#text = description;
    this.#classes = charClasses(description);
    this.#what = what;
    this.#counts = noCounts(description.length);
    this.#asked = Array<undefined>(what.lexicon.size).fill(undefined);
    this.#passing = Array<undefined>(what.lexicon.size).fill(undefined);
    this.#isKnown = Array<boolean>(what.knownWords.size).fill(false);
  }

  read(): AskedReading {
    const { length } = this.#text;
    const classes = this.#classes;
    this.#lineStart();
    while (this.#index < length) {
      const here = classAt(classes, this.#index);
      if (here === CharClass.blank) this.#index += 1;
      else if (isWord(here)) this.#readChunk();
      else this.#readMark(here);
    }
    this.#endSentence();
    this.#counts.sentences = Math.max(1, this.#counts.sentences);
    const [asked, passing] =
      this.#counts.asking > 0 ? [this.#asked, this.#passing] : [this.#passing, this.#asked];
    return { asked, passing, knownWords: this.#knownWords, counts: this.#counts };
  }

  #readMark(here: number): void {
    const isQuote = here === CharClass.quote || here === CharClass.apostrophe;
    if (isQuote && this.#skipQuotation()) return;
    if (here === CharClass.foreign) this.#readForeign();
    else this.#countMark(here);
    this.#index += 1;
    if (here === CharClass.newline) this.#lineStart();
  }

  #countMark(here: number): void {
    const counts = this.#counts;
    if (here === CharClass.comma) counts.commas += 1;
    else if (here === CharClass.colon) counts.colons += 1;
    else if (here === CharClass.question) {
      counts.questions += 1;
      this.#asks = true;
      this.#endSentence();
    } else if (here === CharClass.stop || here === CharClass.fullStop) this.#endSentence();
  }

  #skipQuotation(): boolean {
    const end = quotationEnd(this.#text, this.#index);
    if (end === undefined) return false;
    this.#counts.quotes += 1;
    this.#countWord();
    this.#value();
    this.#index = end;
    return true;
  }

  /** `- `, `* `, `1. ` and `1) ` at the beginning of a line. */
  #lineStart(): void {
    const classes = this.#classes;
    const here = classAt(classes, this.#index);
    const next = classAt(classes, this.#index + 1);
    const isBullet = here === CharClass.hyphen || here === CharClass.asterisk;
    const isNumber = isDigit(here);
    if (isBullet && next === CharClass.blank) this.#counts.bullets += 1;
    else if (isNumber && (next === CharClass.fullStop || next === CharClass.close)) {
      this.#counts.bullets += 1;
    }
  }

  #readForeign(): void {
    const counts = this.#counts;
    counts.foreign += 1;
    // Two characters are about a word.
    if (counts.foreign % 2 === 0) this.#countWord();
    const found = findForeign(this.#what.lexicon.foreign, this.#text, this.#index);
    if (found !== undefined)
      this.#see(found.meanings, this.#index, this.#index + found.text.length);
  }

  #readChunk(): void {
    const chunk = this.#chunk;
    readChunk(this.#classes, this.#index, chunk);
    if (chunk.kind === 'words') this.#readWords(chunk);
    else {
      if (chunk.kind === 'name') this.#counts.names += 1;
      else this.#counts.numbers += 1;
      this.#countWord();
      this.#value();
    }
    this.#index = chunk.end;
  }

  #readWords({ end, joined }: Chunk): void {
    const start = this.#index;
    if (joined) this.#readJoinedWords(start, end);
    else this.#readWord(start, end);
    this.#afterValue = this.#afterValue === 2 && end - start <= SHORT_WORD ? 1 : 0;
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
    const known = knownWords.find(this.#classes, start, end);
    if (known >= 0 && this.#isKnown[known] === false) {
      this.#isKnown[known] = true;
      this.#knownWords.push(known);
    }
    this.#lookup.start = start;
    findWord(lexicon.words, this.#classes, this.#lookup);
    const { match } = this.#lookup;
    if (match.meaning !== 0) {
      this.#see(meaningsOf(lexicon.words, match), start, match.end);
    }
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
      this.#seen.push({ concept, leads, start, end });
    }
    if (this.#seen.length >= SEEN) this.#flush();
  }

  #endSentence(): void {
    const counts = this.#counts;
    if (counts.wordsInLast === 0) return;
    if (this.#index < this.#text.length && this.#isLastSentence()) return;
    this.#flush();
    counts.sentences += 1;
    if (this.#asks) counts.asking += 1;
    this.#asks = false;
    if (this.#index < this.#text.length) counts.wordsInLast = 0;
  }

  /** True when only marks and blanks are left: the last sentence ends with the text. */
  #isLastSentence(): boolean {
    this.#isLast ||= !this.#somethingFollows();
    return this.#isLast;
  }

  #somethingFollows(): boolean {
    for (let index = this.#index; index < this.#text.length; index += 1) {
      const here = classAt(this.#classes, index);
      if (isWord(here) || here === CharClass.foreign) return true;
    }
    return false;
  }

  #flush(): void {
    const into = this.#asks ? this.#asked : this.#passing;
    for (const { concept, leads, start, end } of this.#seen) {
      const sighting = into[concept];
      if (sighting === undefined) into[concept] = { count: 1, leads, start, end };
      else {
        sighting.count += 1;
        sighting.leads += leads;
      }
    }
    this.#seen.length = 0;
  }
}

interface Seen extends Omit<Sighting, 'count'> {
  readonly concept: number;
  readonly leads: number;
}
