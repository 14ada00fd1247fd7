import * as cells from './cells.ts';
import * as chars from './char-class.ts';
import * as texts from './text-classes.ts';
import * as trie from './word-trie.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { CharClass, charClass, classAt, isDigit, isWord, PLAIN, ROW } = chars;
const { textClasses, WORDS_OF_FOUR } = texts;
const { childOf, findEntry, fromNode, isBeginning, isEnd, ROOT } = trie;

/** So many letters tell words apart: `test`, `tests` and `testing` have two keys, `concurrent` and `concurrency` one. */
const LETTERS = 5;
const MIN_LETTERS = 3;
const LETTER = ROW - 1;

/** The cells of a slot, side by side so that one access to memory brings them all. */
const Cell = {
  /** 0: the slot is free. */
  key: 0,
  /** Where entries of the trie go on that begin with such a word; 0: none does. */
  from: 1,
  /** What may stand behind for them to go on: a bit for each class. Behind a blank it is what follows that. */
  behind: 2,
  /** Position in the list of known words, and 1; 0: it is not there. */
  known: 3,
} as const;

const CELLS = 4;

/**
 * All words that mean something, by their first five letters, so that one look tells of most words that they mean nothing: known words, and words that
 * entries of a trie begin with.
 */
export interface Vocabulary {
  readonly entries: trie.WordTrie;
  readonly slots: Int32Array;
  /** How far to shift a hash down to make it the number of a slot. */
  readonly shift: number;
  /** Of entries with less than five letters that all words may go on behind: by the first two letters, a bit for each third one. */
  readonly shortBeginnings: Int32Array;
  /** The texts that took known words last, by {@link knownAt}: nothing needs to be cleared between texts. */
  readonly takenBy: Int32Array;
  /** Counts the texts. */
  text: number;
}

/** Compiles entries and known words; of known words only those with three letters count. */
export function vocabularyOf(entries: trie.WordTrie, knownWords: readonly string[]): Vocabulary {
  const beginnings = beginningsIn(entries);
  // Half full at most: few words are where another one should be.
  const bits = Math.ceil(Math.log2(2 * (beginnings.length + knownWords.length) + 2));
  const vocabulary = {
    entries,
    slots: new Int32Array(CELLS * 2 ** bits),
    shift: 32 - bits,
    shortBeginnings: new Int32Array(ROW * ROW),
    takenBy: new Int32Array(knownWords.length + 1),
    text: 0,
  };
  for (const { word, from, behind } of beginnings) {
    put(vocabulary, word, [Cell.from, from]);
    put(vocabulary, word, [Cell.behind, behind]);
  }
  for (const { word, isShort } of beginnings) if (isShort) addShort(vocabulary, word);
  for (const [position, word] of knownWords.entries()) {
    if (word.length >= MIN_LETTERS) put(vocabulary, word, [Cell.known, position + 1]);
  }
  return vocabulary;
}

function put(
  vocabulary: Vocabulary,
  word: string,
  [cell, value]: readonly [cell: number, value: number],
): void {
  const text = textClasses(word);
  const slot = lookUp(vocabulary, text, 0);
  vocabulary.slots[slot] = keyAt(text, 0);
  vocabulary.slots[slot + cell] = value;
}

function addShort({ shortBeginnings }: Vocabulary, word: string): void {
  const [first = 0, second, third] = word.split('').map(letterOf);
  const row = first * ROW + (second ?? 0);
  const rows = second === undefined ? ROW : 1;
  const bits = third === undefined ? -1 : 1 << third;
  for (let at = row; at < row + rows; at += 1) {
    shortBeginnings[at] = cell32(shortBeginnings, at) | bits;
  }
}

function letterOf(char: string): number {
  return charClass(char.charCodeAt(0)) & LETTER;
}

const LETTERS_OF_FOUR = 0x1f_1f_1f_1f;

/**
 * The first five letters of a word as one number: four in a byte each, and the fifth in the bits that are left. Without branches: lengths come in no
 * order, and a processor guesses them wrong.
 */
function keyAt({ classes, view }: texts.TextClasses, start: number): number {
  const four = view.getUint32(start, true);
  const others = ~four & WORDS_OF_FOUR;
  // All bits of the units in front of the first other one: all, when there is none.
  const mask = ((others & -others) >>> 7) - 1;
  const fifth = classAt(classes, start + 4);
  // With all bits when the fifth unit is of the word, and 0 else: only a mask of all bits is below 0.
  const letter = fifth & LETTER & (mask >> 31) & ((fifth << 24) >> 31);
  return (four & mask & LETTERS_OF_FOUR) | (((letter << 5) | (letter << 10)) & 0x60_e0);
}

/** A place in the table. */
export type Slot = number;

/** Where the word stands that begins at a place of a text, or would stand: open addressing. */
export function lookUp({ slots, shift }: Vocabulary, text: texts.TextClasses, start: number): Slot {
  const key = keyAt(text, start);
  let slot = CELLS * (Math.imul(key, 0x9e_37_79_b1) >>> shift);
  for (;;) {
    const there = cell32(slots, slot);
    if (there === key || there === 0) return slot;
    slot = (slot + CELLS) & (slots.length - 1);
  }
}

/** Whether a short entry may begin at a place of a text. What is no letter it takes for another one: then nothing will be found. */
export function mayBeginShort(
  { shortBeginnings }: Vocabulary,
  { view }: texts.TextClasses,
  start: number,
): boolean {
  const four = view.getUint32(start, true);
  const row = cell32(shortBeginnings, (four & LETTER) * ROW + ((four >>> 8) & LETTER));
  return ((row >>> ((four >>> 16) & LETTER)) & 1) !== 0;
}

/** Begins with a new text. Texts are read one after another. */
export function startText(vocabulary: Vocabulary): void {
  vocabulary.text = (vocabulary.text + 1) | 0;
}

/** The position of a word in the list of known ones, and 1; 0 when it is not there. */
export function knownAt({ slots }: Vocabulary, slot: Slot): number {
  return cell32(slots, slot + Cell.known);
}

/** Whether a known word was not taken before in this text. */
export function takeOnce({ takenBy, text }: Vocabulary, known: number): boolean {
  const isNew = cell32(takenBy, known) !== text;
  takenBy[known] = text;
  return isNew;
}

/** Where entries go on that begin with a word; 0 when none does. */
export function fromAt({ slots }: Vocabulary, slot: Slot): trie.From {
  return cell32(slots, slot + Cell.from);
}

/**
 * Whether entries may go on with a class of characters; behind a blank it is that of what follows. Marks are taken for letters: then nothing will be
 * found.
 */
export function mayGoOn({ slots }: Vocabulary, slot: Slot, behind: number): boolean {
  // Shifts are by the lower five bits.
  return ((cell32(slots, slot + Cell.behind) >>> behind) & 1) !== 0;
}

/** The longest entry that begins with the word at a place of a text. */
export function findWord(
  vocabulary: Vocabulary,
  text: texts.TextClasses,
  start: number,
): trie.Match {
  const from = fromAt(vocabulary, lookUp(vocabulary, text, start));
  if (from === 0 && !mayBeginShort(vocabulary, text, start)) return 0;
  const { nodes } = vocabulary.entries;
  return findEntry({ nodes, classes: text.classes }, start, Math.max(ROOT, from));
}

interface Beginning {
  readonly word: string;
  readonly from: trie.From;
  readonly behind: number;
  /** An entry ends here before the fifth letter, and all words may go on behind it. */
  readonly isShort: boolean;
}

/** Letters and digits, by their classes. */
const letters = ' abcdefghijklmnopqrstuvwxyz0';

/** Words that entries begin with, cut to five letters. */
function beginningsIn(entries: trie.WordTrie): readonly Beginning[] {
  const found: Beginning[] = [];
  const descend = (node: number, word: string, isBehindShort: boolean): void => {
    const { length } = word;
    const isShort = length < LETTERS && isBeginning(entries, node);
    if (length === LETTERS || isEnd(entries, node) || hasMark(entries, node)) {
      const from = isBehindShort ? ROOT : fromNode(node, length);
      const behind = isBehindShort || isEnd(entries, node) ? ALL : classesBehind(entries, node);
      found.push({ word, from, behind, isShort });
    }
    if (length < LETTERS) descendFrom(node, word, isBehindShort || isShort);
  };
  const descendFrom = (node: number, word: string, isBehindShort: boolean): void => {
    for (let letter = 1; letter < letters.length; letter += 1) {
      const child = childOf(entries, node, letter);
      if (child !== 0) descend(child, word + letters.charAt(letter), isBehindShort);
    }
  };
  descendFrom(ROOT, '', false);
  return found;
}

/** Whether entries go on with a blank or a mark. */
function hasMark(entries: trie.WordTrie, node: number): boolean {
  return classesBehind(entries, node) >>> CharClass.blank !== 0;
}

const ALL = -1;

/** See {@link mayGoOn}. */
function classesBehind(entries: trie.WordTrie, node: number): number {
  let behind = 0;
  for (let column = 1; column < ROW; column += 1) {
    const child = childOf(entries, node, column);
    if (child === 0) continue;
    behind |= 1 << column;
    if (column === CharClass.blank) behind |= classesBehind(entries, child);
  }
  return behind;
}

/** The first letters of a word, as lists of known words have them: without accents and capitals. */
export function stemOf(word: string): string {
  let stem = '';
  for (const char of word.slice(0, LETTERS)) {
    const here = charClass(char.charCodeAt(0));
    if (isWord(here)) stem += isDigit(here) ? char : String.fromCharCode(96 + (here & PLAIN));
  }
  return stem;
}
