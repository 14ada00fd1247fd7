import * as cells from '../lexicon/cells.ts';
import * as chars from '../lexicon/char-class.ts';
import { findForeign, type ForeignWords } from '../lexicon/foreign-words.ts';
import { type TextClasses, textClasses } from '../lexicon/text-classes.ts';
import * as vocabularies from '../lexicon/vocabulary.ts';
import * as trie from '../lexicon/word-trie.ts';
import { type AskedCounts, type AskedReading, noCounts } from './asked-reading.ts';
import * as chunks from './chunk.ts';
import { quotationEnd } from './quotation.ts';
import * as seenConcepts from './seen-concepts.ts';
import * as wordBoundaries from './word-bounds.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { CharClass, classAt, isDigit, isWord, PLAIN } = chars;
const { fromAt, knownAt, lookUp, mayBeginShort, mayGoOn, startText, takeOnce } = vocabularies;
const { findEntry, lengthOf, meaningsOf, ROOT, unitsOf } = trie;
const { isPlain, readChunk } = chunks;
const { flush, FULL, nothingSeen, see } = seenConcepts;
const { wordBounds } = wordBoundaries;

/** What to look for in a description. */
export interface AskedLexicon {
  readonly vocabulary: vocabularies.Vocabulary;
  readonly foreign: ForeignWords;
  /** By position in the lexicon: 1 when it makes a sentence a request that it begins; 2 when anywhere. */
  readonly requestPower: Int32Array;
}

/** A description that is being read. A plain object that functions are handed: V8 makes faster code of these than of a class with private fields. */
interface State {
  readonly what: AskedLexicon;
  readonly vocabulary: vocabularies.Vocabulary;
  readonly description: string;
  readonly text: TextClasses;
  readonly classes: Uint8Array;
  /** See {@link wordBounds}. */
  readonly bounds: Int32Array;
  readonly place: trie.Place;
  readonly counts: AskedCounts;
  readonly seen: seenConcepts.SeenConcepts;
  readonly knownWords: number[];
  readonly chunk: chunks.Chunk;
  /** Whether the sentence asks for something. */
  asks: boolean;
  isLast: boolean;
  /** 2 behind a value, 1 behind a value and a short word. */
  afterValue: number;
}

/** Passes over a description once. What is quoted, and names as in code, are not what is asked: no concept is seen in them. */
export function readAsked(description: string, what: AskedLexicon): AskedReading {
  const { vocabulary } = what;
  startText(vocabulary);
  const text = textClasses(description);
  const { classes } = text;
  const state: State = {
    what,
    vocabulary,
    description,
    text,
    classes,
    bounds: wordBounds(text, description.length),
    place: { nodes: vocabulary.entries.nodes, classes },
    counts: noCounts(description.length),
    seen: nothingSeen(),
    knownWords: [],
    chunk: { kind: 'words', end: 0 },
    asks: false,
    isLast: false,
    afterValue: 0,
  };
  readText(state);
  return readingOf(state);
}

function readingOf({ counts, knownWords, seen: { asking, passing } }: State): AskedReading {
  counts.sentences = Math.max(1, counts.sentences);
  const [asked, told] = counts.asking > 0 ? [asking, passing] : [passing, asking];
  return { asked, passing: told, knownWords, counts };
}

/**
 * Reads words and what stands between them. What happens for each word stands here and not in functions of its own: V8 makes a function of this size a
 * unit of its own, with all small functions that it calls; divided up, routing took 4 to 8 % longer.
 */
// oxlint-disable-next-line complexity -- see above
function readText(state: State): void {
  const { bounds, classes, counts, description, text, vocabulary } = state;
  const { length } = description;
  let at = 0;
  readLineStart(state, at);
  for (let bound = 0; at < length; bound += 2) {
    const start = cell32(bounds, bound);
    // It may have been read with what stands before it.
    if (start < at) continue;
    if (start !== at + 1 || classAt(classes, at) !== CharClass.blank || start === length) {
      at = readMarks(state, at, start);
      if (at !== start || start === length) continue;
    }
    const end = cell32(bounds, bound + 1);
    if (!isPlain(classes, start, end) || end === cell32(bounds, bound + 2)) {
      at = readRun(state, bound);
      continue;
    }
    at = end;
    counts.words += 1;
    counts.wordsInLast += 1;
    const slot = lookUp(vocabulary, text, start);
    const known = knownAt(vocabulary, slot);
    if (known !== 0 && takeOnce(vocabulary, known)) state.knownWords.push(known - 1);
    const from = fromAt(vocabulary, slot);
    if (from === 0) {
      if (mayBeginShort(vocabulary, text, start)) readEntry(state, start, ROOT);
    } else {
      const index = start + unitsOf(from);
      const here = classAt(classes, index) & PLAIN;
      const behind = here === CharClass.blank ? classAt(classes, index + 1) : here;
      if (mayGoOn(vocabulary, slot, behind)) readEntry(state, start, from);
    }
    if (state.afterValue !== 0) readBehindWord(state, end - start);
  }
  endSentence(state, length);
}

/** Reads what stands between words. @returns where to read on, as all that read do */
function readMarks(state: State, from: number, to: number): number {
  const { classes } = state;
  let index = from;
  while (index < to) {
    const here = classAt(classes, index);
    if (here === CharClass.blank) index += 1;
    else index = readMark(state, here, index);
  }
  return index;
}

function readMark(state: State, here: number, start: number): number {
  if (here === CharClass.quote || here === CharClass.apostrophe) {
    return readQuotation(state, start);
  }
  if (here === CharClass.foreign) readForeign(state, start);
  else countMark(state, here, start);
  return start + 1;
}

function readQuotation(state: State, start: number): number {
  const end = quotationEnd(state.description, state.classes, start);
  if (end === undefined) return start + 1;
  state.counts.quotes += 1;
  countWord(state);
  readValue(state);
  return end;
}

function countMark(state: State, here: number, index: number): void {
  const { counts } = state;
  if (here === CharClass.comma) counts.commas += 1;
  else if (here === CharClass.colon) counts.colons += 1;
  else if (here === CharClass.newline) readLineStart(state, index + 1);
  else if (here === CharClass.question) {
    counts.questions += 1;
    state.asks = true;
    endSentence(state, index);
  } else if (here === CharClass.stop || here === CharClass.fullStop) endSentence(state, index);
}

/** `- `, `* `, `1. ` and `1) ` at the beginning of a line. */
function readLineStart({ classes, counts }: State, index: number): void {
  const here = classAt(classes, index);
  const next = classAt(classes, index + 1);
  const isBullet = here === CharClass.hyphen || here === CharClass.asterisk;
  if (isBullet && next === CharClass.blank) counts.bullets += 1;
  else if (isDigit(here) && (next === CharClass.fullStop || next === CharClass.close)) {
    counts.bullets += 1;
  }
}

function readForeign(state: State, start: number): void {
  const { counts, what } = state;
  counts.foreign += 1;
  // Two characters are about a word.
  if (counts.foreign % 2 === 0) countWord(state);
  const found = findForeign(what.foreign, state.description, start);
  if (found !== undefined) {
    seeAll(state, found.meanings, { start, end: start + found.text.length });
  }
}

/** Reads what is no plain word: a number, a name, words that are joined by hyphens or slashes, or have capitals inside. */
function readRun(state: State, bound: number): number {
  const { bounds, classes, chunk, counts } = state;
  const start = cell32(bounds, bound);
  readChunk(classes, start, chunk);
  const { kind, end } = chunk;
  if (kind === 'words') {
    readWords(state, bound, end);
    readBehindWord(state, end - start);
    return end;
  }
  if (kind === 'name') counts.names += 1;
  else counts.numbers += 1;
  countWord(state);
  readValue(state);
  return end;
}

function readWords(state: State, from: number, end: number): void {
  const { bounds } = state;
  readWord(state, cell32(bounds, from));
  for (let bound = from + 2; cell32(bounds, bound) < end; bound += 2) {
    // A capital inside of a word begins no other one.
    const start = cell32(bounds, bound);
    if (start !== cell32(bounds, bound - 1)) readWord(state, start);
  }
}

/** As {@link readText} does it with most words, for the few that stand in a longer run. */
function readWord(state: State, start: number): void {
  const { knownWords, text, vocabulary } = state;
  countWord(state);
  const slot = lookUp(vocabulary, text, start);
  const known = knownAt(vocabulary, slot);
  if (known !== 0 && takeOnce(vocabulary, known)) knownWords.push(known - 1);
  const from = fromAt(vocabulary, slot);
  if (from !== 0 || mayBeginShort(vocabulary, text, start)) {
    readEntry(state, start, Math.max(ROOT, from));
  }
}

function readEntry(state: State, start: number, from: trie.From): void {
  const match = findEntry(state.place, start, from);
  if (match === 0) return;
  const { entries } = state.vocabulary;
  seeAll(state, meaningsOf(entries, match), { start, end: start + lengthOf(match) });
}

function readBehindWord(state: State, length: number): void {
  state.afterValue = state.afterValue === 2 && length <= SHORT_WORD ? 1 : 0;
}

/** A word of so many letters may stand between two values: `to`, `by`, `auf`. */
const SHORT_WORD = 4;

function readValue(state: State): void {
  if (state.afterValue === 1) state.counts.changes += 1;
  state.afterValue = 2;
}

function countWord({ counts }: State): void {
  counts.words += 1;
  counts.wordsInLast += 1;
}

function seeAll(state: State, concepts: readonly number[], where: seenConcepts.Where): void {
  const {
    seen,
    counts,
    what: { requestPower },
  } = state;
  const leads = counts.wordsInLast <= 2 ? 1 : 0;
  const power = see(seen, { concepts, leads, requestPower }, where);
  if (power + leads >= 2) state.asks = true;
  // Long sentences are cut here.
  if (seen.length >= FULL) flush(seen, state.asks);
}

function endSentence(state: State, index: number): void {
  const { counts, description } = state;
  if (counts.wordsInLast === 0) return;
  const hasMore = index < description.length;
  if (hasMore && isLastSentence(state, index)) return;
  flush(state.seen, state.asks);
  counts.sentences += 1;
  if (state.asks) counts.asking += 1;
  state.asks = false;
  if (hasMore) counts.wordsInLast = 0;
}

/** True when only marks and blanks are left: the last sentence ends with the text. */
function isLastSentence(state: State, index: number): boolean {
  state.isLast ||= !somethingFollows(state, index);
  return state.isLast;
}

function somethingFollows({ classes, description }: State, from: number): boolean {
  for (let index = from; index < description.length; index += 1) {
    const here = classAt(classes, index);
    if (isWord(here) || here === CharClass.foreign) return true;
  }
  return false;
}
