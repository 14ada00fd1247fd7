import { expect, it } from 'vitest';
import { cell16, cell32, cell64 } from '../../../../../src/core/routing/lexicon/cells.ts';
import { classAt } from '../../../../../src/core/routing/lexicon/char-class.ts';
import { textClasses } from '../../../../../src/core/routing/lexicon/text-classes.ts';
import { findWord, vocabularyOf } from '../../../../../src/core/routing/lexicon/vocabulary.ts';
import {
  lengthOf,
  meaningsOf,
  wordTrie,
} from '../../../../../src/core/routing/lexicon/word-trie.ts';

it('reads what is there, and 0 outside', () => {
  expect([0, 1, 2, -1].map((index) => cell16(Uint16Array.from([7, 8]), index))).toEqual([
    7, 8, 0, 0,
  ]);
  expect([0, 1, 2, -1].map((index) => cell32(Int32Array.from([7, 8]), index))).toEqual([
    7, 8, 0, 0,
  ]);
  expect([0, 1, 2].map((index) => cell64(Float64Array.from([0.5, 8]), index))).toEqual([0.5, 8, 0]);
  expect(classAt(textClasses('?').classes, -1)).toBe(0);
});

it('has no meanings for what is no match', () => {
  const trie = wordTrie([{ text: 'a', meaning: 3 }]);
  expect([0, 1, 9].map((meaning) => meaningsOf(trie, meaning))).toEqual([[], [3], []]);
});

it.each(['data race', 'data \n\t race', 'data\nrace'])(
  'takes any run of white space for a blank: %j',
  (text) => {
    const vocabulary = vocabularyOf(wordTrie([{ text: 'data race', meaning: 1 }]), []);
    const match = findWord(vocabulary, textClasses(text), 0);
    expect(lengthOf(match)).toBe(text.length);
  },
);
