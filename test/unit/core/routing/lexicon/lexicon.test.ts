import { describe, expect, it } from 'vitest';
import { codeConcepts } from '../../../../../src/core/routing/lexicon/code-concepts.ts';
import { findForeign } from '../../../../../src/core/routing/lexicon/foreign-words.ts';
import { lexicon } from '../../../../../src/core/routing/lexicon/lexicon.ts';
import { requests } from '../../../../../src/core/routing/lexicon/requests.ts';
import { stakes } from '../../../../../src/core/routing/lexicon/stakes.ts';
import { subjects } from '../../../../../src/core/routing/lexicon/subjects.ts';
import { textClasses } from '../../../../../src/core/routing/lexicon/text-classes.ts';
import { findWord, vocabularyOf } from '../../../../../src/core/routing/lexicon/vocabulary.ts';
import { meaningsOf as meaningsIn } from '../../../../../src/core/routing/lexicon/word-trie.ts';

const all = [...requests, ...stakes, ...subjects, ...codeConcepts];

const entries = all.flatMap(({ name, words }) =>
  words.flatMap((list) => list.split('|').map((entry) => ({ name, entry }))),
);

describe(lexicon, () => {
  const { words, foreign } = lexicon(all);
  const vocabulary = vocabularyOf(words, []);

  const meaningsOf = (text: string): readonly number[] => {
    const found = meaningsIn(words, findWord(vocabulary, textClasses(text), 0));
    return [...found, ...(findForeign(foreign, text, 0)?.meanings ?? [])];
  };

  it('finds every entry', () => {
    const lost = entries.filter(({ name, entry }) => {
      const found = meaningsOf(entry.replace(/\$$/, ''));
      return !found.some((index) => all[index]?.name === name);
    });
    expect(lost).toEqual([]);
  });

  it('has entries in small letters without accents', () => {
    const odd = entries.filter(
      ({ entry }) => entry === '' || entry !== entry.toLowerCase() || /[à-ÿ]/.test(entry),
    );
    expect(odd).toEqual([]);
  });

  it('has names that differ', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('is undefined where no foreign word begins', () => {
    expect(findForeign(foreign, '々', 0)).toBeUndefined();
  });
});
