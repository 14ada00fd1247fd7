import { describe, expect, it } from 'vitest';
import { charClasses } from '../../../../../src/core/routing/lexicon/char-class.ts';
import { KnownWords, stemOf } from '../../../../../src/core/routing/lexicon/known-words.ts';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');

describe(KnownWords, () => {
  it('finds every word of a long list, and no other', () => {
    const list = letters.flatMap((a) => letters.map((b) => `${a}${b}x`));
    const words = new KnownWords(list);
    words.startText();
    const find = (text: string): number => words.findNew(charClasses(text), 0, text.length);
    expect(list.map(find)).toEqual([...list.keys()]);
    expect(list.map((word) => find(`${word}y`)).every((position) => position === -1)).toBe(true);
  });

  it('finds a word once in each text', () => {
    const words = new KnownWords(['lock']);
    const find = (text: string): number => words.findNew(charClasses(text), 0, text.length);
    words.startText();
    expect([find('key'), find('lock'), find('lock'), find('key')]).toEqual([-1, 0, -1, -1]);
    words.startText();
    expect(find('lock')).toBe(0);
  });

  it('leaves out what has less than three letters', () => {
    const words = new KnownWords(['ab']);
    words.startText();
    expect(words.findNew(charClasses('ab'), 0, 2)).toBe(-1);
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
