import { lazily } from '../../lazily.ts';
import { type ComplexityWeights, documentedWeights, type Factors } from '../complexity-analysis.ts';
import type { Feature, Reading } from '../features/feature.ts';
import type { AskedReading } from '../reading/asked-reading.ts';
import {
  askedLexicon,
  combinedFeatures,
  conceptFeatures,
  leadOf,
  strengthOf,
} from '../features/concept-features.ts';
import { askedFeatures } from '../features/asked-features.ts';
import { givenFeatures } from '../features/given-features.ts';
import { cell64 } from '../lexicon/cells.ts';
import { type Vocabulary, vocabularyOf } from '../lexicon/vocabulary.ts';
import type { Direction } from './tier-score.ts';
import { bias, featureWeights, wordWeights } from './weights.ts';

/** A feature, or a word, with its fitted weights. */
export interface Weighted extends Direction, Feature {
  /** How much it can move, whatever the direction. */
  readonly strength: number;
  /** Where its factor's sums are. */
  readonly slot: number;
}

/** What one of them did to the score. */
export interface Contribution {
  readonly source: Weighted;
  /** Times its weights. */
  readonly value: number;
}

/** Sums by number: to find them by name takes longer than to add. */
const slots: Factors = { token: 0, structure: 1, context: 2 };
const FACTORS = 3;

const ofAsked = askedFeatures.map(withWeights);
const ofGiven = givenFeatures.map(withWeights);
const ofCombined = combinedFeatures.map(withWeights);
const byConcept = conceptFeatures.map(([asked, first, passing], concept) => ({
  concept,
  whereAsked: withWeights(asked),
  first: withWeights(first),
  inPassing: withWeights(passing),
}));

/** A feature with its weights; one without weights counts for nothing. */
export function withWeights({ name, factor, value, evidence }: Feature): Weighted {
  const [harder, ordinary] = featureWeights[name] ?? [0, 0];
  const strength = Math.abs(harder) + Math.abs(ordinary);
  return { name, factor, value, evidence, harder, ordinary, strength, slot: slots[factor] };
}

const once = (): number => 1;

/** Words tell what kind of work it is. */
const weightedList: readonly (Weighted & { readonly word: string })[] = wordWeights
  .trim()
  .split(/\s*\|\s*/)
  .map((entry) => {
    const [word = '', ...weights] = entry.split(' ');
    const [harder = 0, ordinary = 0] = weights.map(Number);
    const strength = Math.abs(harder) + Math.abs(ordinary);
    const evidence = (): string => (word.length < 5 ? word : `${word}…`);
    return {
      word,
      name: 'word',
      factor: 'context',
      value: once,
      evidence,
      harder,
      ordinary,
      strength,
      slot: slots.context,
    };
  });

/** The same by number, to add up: most of what is seen in a text are words. */
const wordHarder = Float64Array.from(weightedList, ({ harder }) => harder);
const wordOrdinary = Float64Array.from(weightedList, ({ ordinary }) => ordinary);

/** The words that have weights, and those of the lexicon. */
export const weightedVocabulary: () => Vocabulary = lazily(() =>
  vocabularyOf(
    askedLexicon().words,
    weightedList.map(({ word }) => word),
  ),
);

/** What the evidence adds up to. */
export interface Weighing {
  /** All factors together, by the weights. */
  readonly total: Direction;
  /** Log-odds of each factor, before the weights. */
  readonly harder: Factors;
}

/** Adds up what was read. With the documented weights the sum is exactly the fitted one; other weights make a factor count more or less. */
export function weigh(reading: Reading, weights: ComplexityWeights): Weighing {
  const sums = { harder: new Float64Array(FACTORS), ordinary: new Float64Array(FACTORS) };
  for (const group of generalIn(reading)) {
    for (const source of group) add(sums, source, source.value(reading));
  }
  addConcepts(sums, reading.asked);
  const { harder, ordinary } = sums;
  const { knownWords: seen } = reading.asked;
  addWords(harder, seen, wordHarder);
  addWords(ordinary, seen, wordOrdinary);
  const byName = byFactor(harder);
  return {
    total: {
      harder: bias.harder + combined(byName, weights),
      ordinary: bias.ordinary + combined(byFactor(ordinary), weights),
    },
    harder: byName,
  };
}

interface Sums {
  readonly harder: Float64Array;
  readonly ordinary: Float64Array;
}

function add({ harder, ordinary }: Sums, source: Weighted, value: number): void {
  const { slot } = source;
  harder[slot] = cell64(harder, slot) + value * source.harder;
  ordinary[slot] = cell64(ordinary, slot) + value * source.ordinary;
}

/** Most concepts are in no text. */
function addConcepts(sums: Sums, { asked, passing }: AskedReading): void {
  for (const { concept, whereAsked, first, inPassing } of byConcept) {
    const seen = asked[concept];
    const told = passing[concept];
    if (seen === undefined && told === undefined) continue;
    add(sums, whereAsked, strengthOf(seen));
    add(sums, first, leadOf(seen));
    add(sums, inPassing, strengthOf(told));
  }
}

function addWords(sums: Float64Array, seen: readonly number[], weights: Float64Array): void {
  let sum = cell64(sums, slots.context);
  for (const position of seen) sum += cell64(weights, position);
  sums[slots.context] = sum;
}

/** Log-odds that nobody wants to hear of. */
const FAINT = 0.2;

/** Those that are worth telling. */
export function contributionsOf(reading: Reading): readonly Contribution[] {
  const contributions: Contribution[] = [];
  const ofConcepts = byConcept.flatMap((of) => [of.whereAsked, of.first, of.inPassing]);
  for (const source of [...generalIn(reading).flat(), ...ofConcepts]) {
    const value = source.value(reading);
    if (value * source.strength > FAINT) contributions.push({ source, value });
  }
  for (const position of reading.asked.knownWords) {
    const source = weightedList[position];
    if (source !== undefined && source.strength > FAINT) contributions.push({ source, value: 1 });
  }
  return contributions;
}

/** The features of no concept that may count for something here, always in the same order, so that sums come out the same. */
function generalIn({ given }: Reading): readonly (readonly Weighted[])[] {
  return given.units > 0 ? [ofAsked, ofGiven, ofCombined] : [ofAsked, ofCombined];
}

function byFactor(sums: Float64Array): Factors {
  return {
    token: cell64(sums, slots.token),
    structure: cell64(sums, slots.structure),
    context: cell64(sums, slots.context),
  };
}

function combined(sums: Factors, weights: ComplexityWeights): number {
  return (
    (sums.token * weights.token) / documentedWeights.token +
    (sums.structure * weights.structure) / documentedWeights.structure +
    (sums.context * weights.context) / documentedWeights.context
  );
}
