import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../src/core/random.ts';
import { textClasses } from '../../../../../src/core/routing/lexicon/text-classes.ts';
import {
  findWord,
  knownAt,
  lookUp,
  startText,
  stemOf,
  takeOnce,
  type Vocabulary,
  vocabularyOf,
} from '../../../../../src/core/routing/lexicon/vocabulary.ts';
import {
  lengthOf,
  meaningsOf,
  type TrieEntry,
  wordTrie,
} from '../../../../../src/core/routing/lexicon/word-trie.ts';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');

/** The position of a known word; -1 when it is none. */
const known = (vocabulary: Vocabulary, text: string): number =>
  knownAt(vocabulary, lookUp(vocabulary, textClasses(text), 0)) - 1;

const knownWords = (list: readonly string[]): Vocabulary => vocabularyOf(wordTrie([]), list);

describe('known words', () => {
  it('are found in a long list, and no others', () => {
    const list = letters.flatMap((a) => letters.map((b) => `${a}${b}x`));
    const vocabulary = knownWords(list);
    expect(list.map((word) => known(vocabulary, word))).toEqual([...list.keys()]);
    expect(list.filter((word) => known(vocabulary, `${word}y`) !== -1)).toEqual([]);
  });

  it.each(['lock', 'LOCK', 'lock,', 'lock-up'])('are told by letters: %j', (text) => {
    expect(known(knownWords(['lock', 'lockx']), text)).toBe(0);
  });

  it('are told by their first five letters', () => {
    const vocabulary = knownWords(['concu', 'p99', 'four', 'fourx']);
    const positions = ['Concurrency', 'concu', 'conc', 'p99', 'four', 'fourx', 'fourxy', 'fours'];
    expect(positions.map((text) => known(vocabulary, text))).toEqual([0, 0, -1, 1, 2, 3, 3, -1]);
  });

  it('are taken once in each text', () => {
    const vocabulary = knownWords(['lock', 'key']);
    startText(vocabulary);
    expect([1, 1, 2].map((position) => takeOnce(vocabulary, position))).toEqual([
      true,
      false,
      true,
    ]);
    startText(vocabulary);
    expect(takeOnce(vocabulary, 1)).toBe(true);
  });

  it('have three letters at least', () => {
    expect(known(knownWords(['ab']), 'ab')).toBe(-1);
  });
});

/** The longest entry at the beginning of a text, by comparing it to each: the meaning and the length, or nothing. */
function longest(entries: readonly TrieEntry[], text: string): readonly number[] {
  const found = entries
    .filter(({ text: entry }) => text.startsWith(entry.replace('$', '')))
    .filter(({ text: entry }) => {
      const isInside = /^[a-z]/.test(text.slice(entry.replace('$', '').length));
      return !(entry.endsWith('$') && isInside);
    })
    .toSorted((a, b) => b.text.replace('$', '').length - a.text.replace('$', '').length);
  const [first] = found;
  return first === undefined ? [] : [first.meaning, first.text.replace('$', '').length];
}

describe(findWord, () => {
  it('finds what comparing to each entry finds', () => {
    const random = seededRandom('vocabulary');
    const pick = (from: string): string => from.charAt(Math.floor(from.length * random()));
    const word = (most: number): string =>
      Array.from({ length: 1 + Math.floor(most * random()) }, () => pick('abc')).join('');
    for (let round = 0; round < 300; round += 1) {
      const texts = Array.from({ length: 12 }, () => {
        const kind = Math.floor(5 * random());
        if (kind === 0) return `${word(3)} ${word(3)}`;
        return kind === 1 ? `${word(3)}-${word(3)}` : word(7);
      });
      const entries = [...new Set(texts)].map((text, meaning) => ({
        text: random() < 0.4 ? `${text}$` : text,
        meaning,
      }));
      const trie = wordTrie(entries);
      const vocabulary = vocabularyOf(trie, [word(5), word(5)]);
      for (let n = 0; n < 60; n += 1) {
        const text = `${word(8)}${pick(' -,.')}${word(6)}${pick(' -,.')}`;
        const match = findWord(vocabulary, textClasses(text), 0);
        const found = match === 0 ? [] : [...meaningsOf(trie, match), lengthOf(match)];
        expect(found, JSON.stringify({ text, entries })).toEqual(longest(entries, text));
      }
    }
  });

  it('finds nothing where a mark looks like a letter', () => {
    // A comma has the lower bits of a `d`.
    const vocabulary = vocabularyOf(wordTrie([{ text: 'abd', meaning: 0 }]), []);
    expect(findWord(vocabulary, textClasses('ab,'), 0)).toBe(0);
    expect(findWord(vocabulary, textClasses('abdomen'), 0)).not.toBe(0);
  });
});

describe(stemOf, () => {
  it.each([
    ['Concurrency', 'concu'],
    ['Größe', 'grose'],
    ['p99', 'p99'],
    ['a-b', 'ab'],
    ['日本', ''],
  ])('cuts %s to %j', (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });
});
