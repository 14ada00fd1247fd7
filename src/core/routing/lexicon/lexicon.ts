import type { Concept } from './concept.ts';
import { type ForeignWords, foreignWords } from './foreign-words.ts';
import { type WordTrie, wordTrie } from './word-trie.ts';

/** The words of a list of concepts, ready to be found. What they mean is a position in the list. */
export interface Lexicon {
  readonly words: WordTrie;
  readonly foreign: ForeignWords;
}

const foreignLetter = /[\u0370-\uffff]/;

/** Compiles the words of concepts. */
export function lexicon(concepts: readonly Concept[]): Lexicon {
  const entries = concepts.flatMap(({ words }, meaning) =>
    words.flatMap((list) => list.split('|')).map((text) => ({ text, meaning })),
  );
  return {
    words: wordTrie(entries.filter(({ text }) => !foreignLetter.test(text))),
    foreign: foreignWords(entries.filter(({ text }) => foreignLetter.test(text))),
  };
}
