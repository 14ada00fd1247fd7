import type { KnownWords } from '../lexicon/known-words.ts';
import { payloadTexts } from '../payload-text.ts';
import { readAsked } from '../reading/read-asked.ts';
import { readGiven } from '../reading/read-given.ts';
import type { RoutableTask } from '../routable-task.ts';
import { askedLexicon, requestPower } from './concept-features.ts';
import type { Reading } from './feature.ts';
import { codeLexicon } from './given-features.ts';

/** Reads a task once, from its first character to its last. */
export function readTask({ description, payload }: RoutableTask, words: KnownWords): Reading {
  return {
    description,
    asked: readAsked(description, { lexicon: askedLexicon(), knownWords: words, requestPower }),
    given: readGiven(payloadTexts(payload), codeLexicon()),
  };
}
