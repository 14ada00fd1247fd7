import { lazily } from '../../lazily.ts';
import type { Vocabulary } from '../lexicon/vocabulary.ts';
import { payloadTexts } from '../payload-text.ts';
import { readAsked } from '../reading/read-asked.ts';
import { readGiven } from '../reading/read-given.ts';
import type { RoutableTask } from '../routable-task.ts';
import { askedLexicon, requestPower } from './concept-features.ts';
import type { Reading } from './feature.ts';
import { codeVocabulary } from './given-features.ts';

/** Nobody changes a reading, so one serves all tasks that come with nothing. */
const nothingGiven = lazily(() => readGiven([], codeVocabulary()));

/** Reads a task once, from its first character to its last. */
export function readTask({ description, payload }: RoutableTask, vocabulary: Vocabulary): Reading {
  return {
    description,
    asked: readAsked(description, { foreign: askedLexicon().foreign, vocabulary, requestPower }),
    given:
      payload === undefined ? nothingGiven() : readGiven(payloadTexts(payload), codeVocabulary()),
  };
}
