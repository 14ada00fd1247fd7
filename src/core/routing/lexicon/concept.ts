import type { FactorName } from '../complexity-analysis.ts';

/** A thing that a task may speak of, with the words that people use for it. */
export interface Concept {
  readonly name: string;
  readonly factor: FactorName;
  /**
   * Beginnings of words, in several languages, separated by `|`; `$` ends a whole word, a blank stands between words.
   * Lower case without accents. Chinese and Japanese are found anywhere.
   */
  readonly words: readonly string[];
}
