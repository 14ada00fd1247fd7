import { lazily } from '../../lazily.ts';
import { cell32 } from '../lexicon/cells.ts';
import { codeConcepts } from '../lexicon/code-concepts.ts';
import { lexicon } from '../lexicon/lexicon.ts';
import { type Vocabulary, vocabularyOf } from '../lexicon/vocabulary.ts';
import type { GivenReading } from '../reading/read-given.ts';
import { damped, type Feature } from './feature.ts';

/** The words of code. */
export const codeVocabulary: () => Vocabulary = lazily(() =>
  vocabularyOf(lexicon(codeConcepts).words, []),
);

const MOST = 1.5;
/** Shorter things have no shape. */
const SHAPED_LINES = 3;

const conceptFeatures: readonly Feature[] = codeConcepts.map(({ name, factor }, index) => ({
  name: `given: ${name}`,
  factor,
  value: ({ given }) => Math.min(MOST, Math.log2(1 + cell32(given.concepts, index)) / 2),
  evidence: ({ given }) => `${cell32(given.concepts, index)} times`,
}));

function share(part: number, { units }: GivenReading): number {
  return units === 0 ? 0 : part / units;
}

function regularShare({ lines, regularLines }: GivenReading): number {
  return lines > SHAPED_LINES ? regularLines / lines : 0;
}

function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}

/** How what is given is built. */
export const givenFeatures: readonly Feature[] = [
  {
    name: 'given: something',
    factor: 'token',
    value: ({ given }) => (given.units > 0 ? 1 : 0),
    evidence: ({ given }) => `${given.lines} lines`,
  },
  {
    name: 'given: size',
    factor: 'token',
    value: ({ given }) => damped(given.units) / 8,
    evidence: ({ given }) => `${given.units} characters`,
  },
  {
    name: 'given: lines of one shape',
    factor: 'structure',
    value: ({ given }) => regularShare(given),
    evidence: ({ given }) => percent(regularShare(given)),
  },
  {
    name: 'given: marks',
    factor: 'structure',
    value: ({ given }) => 4 * share(given.marks, given),
    evidence: ({ given }) => percent(share(given.marks, given)),
  },
  {
    name: 'given: digits',
    factor: 'structure',
    value: ({ given }) => 4 * share(given.digits, given),
    evidence: ({ given }) => percent(share(given.digits, given)),
  },
  ...conceptFeatures,
];
