import { lazily } from '../../lazily.ts';
import { charClass, isWord } from '../lexicon/char-class.ts';
import type { Concept } from '../lexicon/concept.ts';
import { type Lexicon, lexicon } from '../lexicon/lexicon.ts';
import { requests } from '../lexicon/requests.ts';
import { stakes } from '../lexicon/stakes.ts';
import { subjects } from '../lexicon/subjects.ts';
import type { Sighting } from '../reading/asked-reading.ts';
import type { Feature, Reading } from './feature.ts';

const concepts: readonly Concept[] = [...requests, ...stakes, ...subjects];

/** The words of descriptions. They take a tenth of a second, which nobody should wait for who routes nothing. */
export const askedLexicon: () => Lexicon = lazily(() => lexicon(concepts));

/** See `AskedLexicon`: kinds of work and stakes make a sentence a request that they begin, asking words wherever they stand. */
export const requestPower: Int32Array = Int32Array.from(concepts, ({ name }, index) => {
  if (name === 'asking words') return 2;
  return index < requests.length + stakes.length ? 1 : 0;
});

const EXCERPT = 40;

/** Seen once counts 1, three times and more 2. */
const STRENGTHS = [0, 1, Math.log2(3), 2] as const;

/** How much a concept was seen, 0 to 2. */
export function strengthOf(sighting: Sighting | undefined): number {
  return sighting === undefined ? 0 : (STRENGTHS[sighting.count] ?? STRENGTHS[3]);
}

/** Whether a concept was seen at the beginning of a sentence, 0 or 1. */
export function leadOf(sighting: Sighting | undefined): number {
  return sighting === undefined ? 0 : Math.min(1, sighting.leads);
}

type ConceptFeatures = readonly [asked: Feature, first: Feature, passing: Feature];

/** Each concept three times: where something is asked, at the beginning of such a sentence, and in passing. 0 where it was not seen. */
export const conceptFeatures: readonly ConceptFeatures[] = concepts.map(
  ({ name, factor }, index): ConceptFeatures => [
    {
      name,
      factor,
      value: ({ asked }) => strengthOf(asked.asked[index]),
      evidence: (reading) => excerpt(reading, reading.asked.asked[index]),
    },
    {
      name: `${name}, first`,
      factor,
      value: ({ asked }) => leadOf(asked.asked[index]),
      evidence: (reading) => excerpt(reading, reading.asked.asked[index]),
    },
    {
      name: `${name}, in passing`,
      factor,
      value: ({ asked }) => strengthOf(asked.passing[index]),
      evidence: (reading) => excerpt(reading, reading.asked.passing[index]),
    },
  ],
);

/** The words that were found, to the end of the last one. */
function excerpt({ description }: Reading, sighting: Sighting | undefined): string {
  if (sighting === undefined) return '';
  const { start, end: found } = sighting;
  const last = Math.min(description.length, start + EXCERPT);
  let end = Math.min(found, last);
  while (end < last && isWord(charClass(description.charCodeAt(end)))) end += 1;
  return description.slice(start, end).replaceAll('\n', ' ');
}

const WRITE_TESTS = concepts.findIndex(({ name }) => name === 'write tests');

/** Whether a sentence that asks begins with a kind of work. */
function isPlainRequest({ asked }: Reading): boolean {
  return requests.some((_, index) => (asked.asked[index]?.leads ?? 0) > 0);
}

/** Code, told by its share of marks. */
const CODE_MARKS = 0.08;
const FEW_WORDS = 25;

function isShortAboutCode({ asked, given }: Reading): boolean {
  return given.marks > CODE_MARKS * given.units && asked.counts.words <= FEW_WORDS;
}

function asksForTests({ asked }: Reading): boolean {
  return (asked.asked[WRITE_TESTS]?.count ?? 0) > 0;
}

/** Things that only mean something together. */
export const combinedFeatures: readonly Feature[] = [
  {
    name: 'no plain request',
    factor: 'context',
    value: (reading) => (isPlainRequest(reading) ? 0 : 1),
    evidence: () => 'no sentence begins with a kind of work',
  },
  {
    name: 'few words about code',
    factor: 'context',
    value: (reading) => (isShortAboutCode(reading) ? 1 : 0),
    evidence: ({ asked }) => `${asked.counts.words} words`,
  },
  {
    name: 'few words about code, and no plain request',
    factor: 'context',
    value: (reading) => (isShortAboutCode(reading) && !isPlainRequest(reading) ? 1 : 0),
    evidence: ({ asked }) => `${asked.counts.words} words`,
  },
  {
    name: 'a short question about what is given',
    factor: 'context',
    value: ({ asked: { counts }, given }) =>
      given.units > 0 && counts.words <= 20 && counts.questions > 0 ? 1 : 0,
    evidence: ({ asked }) => `${asked.counts.words} words`,
  },
  {
    name: 'tests of many cases',
    factor: 'token',
    value: (reading) => (asksForTests(reading) ? Math.log1p(reading.asked.counts.commas) / 2 : 0),
    evidence: ({ asked }) => `${asked.counts.commas} commas`,
  },
  {
    name: 'tests of something with a name',
    factor: 'token',
    value: (reading) =>
      asksForTests(reading)
        ? Math.log1p(reading.asked.counts.names + reading.asked.counts.quotes) / 2
        : 0,
    evidence: ({ asked }) => `${asked.counts.names} names`,
  },
];
