import type { FactorName } from '../complexity-analysis.ts';
import type { AskedCounts } from '../reading/asked-reading.ts';
import { damped, type Feature } from './feature.ts';

interface Measure {
  readonly name: string;
  readonly factor: FactorName;
  readonly count: (counts: AskedCounts) => number;
  readonly value?: (count: number) => number;
}

const half = (count: number): number => damped(count) / 2;
const atAll = (count: number): number => Math.min(1, count);

const measures: readonly Measure[] = [
  { name: 'words', factor: 'token', count: ({ words }) => words, value: half },
  {
    name: 'words in the last sentence',
    factor: 'token',
    count: ({ wordsInLast }) => wordsInLast,
    value: half,
  },
  { name: 'sentences', factor: 'token', count: ({ sentences }) => sentences },
  { name: 'sentences that ask', factor: 'token', count: ({ asking }) => asking },
  {
    name: 'sentences that only tell',
    factor: 'token',
    count: ({ sentences, asking }) => Math.max(0, sentences - asking),
  },
  {
    name: 'commas in a sentence',
    factor: 'token',
    count: ({ commas, sentences }) => Math.round((10 * commas) / sentences) / 10,
  },
  { name: 'commas', factor: 'token', count: ({ commas }) => commas, value: half },
  { name: 'list items', factor: 'token', count: ({ bullets }) => bullets, value: half },
  { name: 'questions', factor: 'context', count: ({ questions }) => questions, value: atAll },
  { name: 'colons', factor: 'structure', count: ({ colons }) => colons, value: atAll },
  { name: 'numbers', factor: 'structure', count: ({ numbers }) => numbers, value: half },
  { name: 'names as in code', factor: 'structure', count: ({ names }) => names, value: half },
  { name: 'quotations', factor: 'structure', count: ({ quotes }) => quotes, value: half },
  {
    name: 'values to put for others',
    factor: 'structure',
    count: ({ changes }) => changes,
    value: atAll,
  },
];

/** How much is asked, and in what form. Independent of the language. */
export const askedFeatures: readonly Feature[] = measures.map(
  ({ name, factor, count, value = damped }) => ({
    name,
    factor,
    value: ({ asked }) => value(count(asked.counts)),
    evidence: ({ asked }) => String(count(asked.counts)),
  }),
);
