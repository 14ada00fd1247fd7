import { describe, expect, it } from 'vitest';
import { lexicon } from '../../../../../src/core/routing/lexicon/lexicon.ts';
import { vocabularyOf } from '../../../../../src/core/routing/lexicon/vocabulary.ts';
import type {
  AskedCounts,
  AskedReading,
} from '../../../../../src/core/routing/reading/asked-reading.ts';
import { readAsked } from '../../../../../src/core/routing/reading/read-asked.ts';

const RENAME = 0;
const LOCK = 1;
const PLEASE = 2;

const { words, foreign } = lexicon([
  { name: 'rename', factor: 'context', words: ['renam|nothing else', 'переимен|改名'] },
  { name: 'lock', factor: 'structure', words: ['lock$|locks$|lock order|race', '锁'] },
  { name: 'asking', factor: 'context', words: ['please'] },
]);

const what = {
  vocabulary: vocabularyOf(words, ['check', 'order', 'zwei']),
  foreign,
  requestPower: Int32Array.from([1, 0, 2]),
};

const read = (text: string): AskedReading => readAsked(text, what);
const counts = (text: string): AskedCounts => read(text).counts;

/** How often a concept was seen: where something is asked, and in passing. */
const seen = (text: string, concept: number): readonly number[] => {
  const { asked, passing } = read(text);
  return [asked[concept]?.count ?? 0, passing[concept]?.count ?? 0];
};

describe(readAsked, () => {
  it.each<[string, Partial<AskedCounts>]>([
    ['', { units: 0, words: 0, sentences: 1, asking: 0, wordsInLast: 0 }],
    ['One two. Three four five!', { words: 5, sentences: 2, wordsInLast: 3 }],
    ['Is it? Yes', { questions: 1, sentences: 2, asking: 1 }],
    ['a, b; c: d', { commas: 2, colons: 1, words: 4 }],
    ['raise 75 to 80 %', { numbers: 2, changes: 1, words: 4 }],
    ["swap 'a' by 'b' now", { quotes: 2, changes: 1, words: 5 }],
    ['from 7 until further 8', { numbers: 2, changes: 0 }],
    ["don't say 'it's' here", { quotes: 1, words: 5 }],
    ["the users' list of what's 'so", { quotes: 0, words: 7 }],
    ['an "open quotation', { quotes: 0, words: 3 }],
    [`a "${'x'.repeat(300)}" b`, { quotes: 0 }],
    ['`code` “typographic” „deutsch“ «français» 「日本」', { quotes: 5 }],
    ['call getUser() in src/cart.ts with user_id and a@b.c', { names: 4, words: 8 }],
    ['e.g. v1.2 and well-known things', { names: 2, words: 6 }],
    ['OAuth and GraphQL (both)', { names: 1, words: 4 }],
    ['- one\n* two\n3. three\n4) four\n-five\n6 six', { bullets: 4 }],
    ['统计数量', { foreign: 4, words: 2 }],
    ['Ends here. … ', { sentences: 1, wordsInLast: 2 }],
    ['Stop... Then go.', { sentences: 2, wordsInLast: 2 }],
    ['(a) and f(x) and g()', { names: 1, words: 6 }],
    ['x% of them', { numbers: 0, words: 3 }],
    ['50% of them', { numbers: 1, words: 3 }],
  ])('counts in %j', (text, expected) => {
    expect(counts(text)).toMatchObject(expected);
  });

  it('sees the beginnings of words, whole words and phrases, whatever the case and the blanks', () => {
    expect(seen('RENAMING it, nothing\n  else', RENAME)).toEqual([2, 0]);
    expect(seen('The locks are locked', LOCK)).toEqual([1, 0]);
    expect(seen('a lock orders', LOCK)).toEqual([1, 0]);
  });

  it('takes the longest entry', () => {
    const sighting = read('see all the lock order').asked[LOCK];
    expect(sighting).toEqual({ count: 1, leads: 0, start: 12, end: 22 });
  });

  it('sees words of other scripts anywhere', () => {
    expect(seen('请改名,加锁和锁', RENAME)).toEqual([1, 0]);
    expect(seen('请改名,加锁和锁', LOCK)).toEqual([2, 0]);
    expect(seen('Переименуй тест', RENAME)).toEqual([1, 0]);
  });

  it('sees nothing in quotations and in names', () => {
    expect(seen("the 'lock' and `race` of RaceFinder in lock.ts", LOCK)).toEqual([0, 0]);
  });

  it('sees words that are joined by hyphens', () => {
    expect(seen('a mid-race re-rename', RENAME)).toEqual([1, 0]);
    expect(seen('a mid-race re-rename', LOCK)).toEqual([1, 0]);
  });

  it('tells sentences that ask from others', () => {
    expect(seen('The race was bad. Rename the lock.', LOCK)).toEqual([1, 1]);
    expect(seen('The race was bad. Do the lock thing, please.', LOCK)).toEqual([1, 1]);
    expect(seen('The race was bad. Which lock?', LOCK)).toEqual([1, 1]);
    expect(seen('We will rename it later. Which lock?', RENAME)).toEqual([0, 1]);
  });

  it('takes all sentences for requests when none is one', () => {
    expect(seen('The race was bad. The lock too.', LOCK)).toEqual([2, 0]);
    expect(counts('The race was bad. The lock too.').asking).toBe(0);
  });

  it('knows what stands first in a sentence', () => {
    const { asked } = read('Rename this. Please rename that. Then we all rename.');
    expect(asked[RENAME]).toMatchObject({ count: 2, leads: 2 });
    expect(asked[PLEASE]).toMatchObject({ count: 1, leads: 1 });
  });

  it('names known words once, by their first five letters', () => {
    expect(read('Checking the checks in ORDERS; zwei zw').knownWords).toEqual([0, 1, 2]);
  });

  it('cuts endless sentences', () => {
    const { asked } = read('Rename '.repeat(1000));
    expect(asked[RENAME]).toMatchObject({ count: 1000, leads: 2 });
  });

  it('takes one pass over marks that end no sentence', () => {
    const text = `Rename it${' .'.repeat(500_000)}`;
    const started = performance.now();
    expect(counts(text).sentences).toBe(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
