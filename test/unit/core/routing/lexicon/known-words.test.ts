import { describe, expect, it } from 'vitest';
import { charClasses } from '../../../../../src/core/routing/lexicon/char-class.ts';
import { knownWords, stemOf } from '../../../../../src/core/routing/lexicon/known-words.ts';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');

describe(knownWords, () => {
  it('finds every word of a long list, and no other', () => {
    const list = letters.flatMap((a) => letters.map((b) => `${a}${b}x`));
    const words = knownWords(list);
    const find = (text: string): number => words.find(charClasses(text), 0, text.length);
    expect(list.map(find)).toEqual([...list.keys()]);
    expect(list.map((word) => find(`${word}y`)).every((position) => position === -1)).toBe(true);
  });

  it('leaves out what has less than three letters', () => {
    expect(knownWords(['ab']).find(charClasses('ab'), 0, 2)).toBe(-1);
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
