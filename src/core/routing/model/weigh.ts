import {
  type ComplexityWeights,
  documentedWeights,
  type FactorName,
} from '../complexity-analysis.ts';
import type { Feature, Reading } from '../features/feature.ts';
import { conceptFeatures } from '../features/concept-features.ts';
import { generalFeatures } from '../features/features.ts';
import { type KnownWords, knownWords } from '../lexicon/known-words.ts';
import type { Direction } from './tier-score.ts';
import { bias, featureWeights, wordWeights } from './weights.ts';

/** A feature, or a word, with its fitted weights. */
export interface Weighted extends Direction, Feature {
  /** How much it can move, whatever the direction. */
  readonly strength: number;
}

/** What one of them did to the score. */
export interface Contribution {
  readonly source: Weighted;
  /** Times its weights. */
  readonly value: number;
}

const general = generalFeatures.map(withWeights);
const byConcept = conceptFeatures.map((group) => group.map(withWeights));

/** A feature with its weights; one without weights counts for nothing. */
export function withWeights({ name, factor, value, evidence }: Feature): Weighted {
  const [harder, ordinary] = featureWeights[name] ?? [0, 0];
  const strength = Math.abs(harder) + Math.abs(ordinary);
  return { name, factor, value, evidence, harder, ordinary, strength };
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
    const evidence = (): string => `${word}…`;
    return {
      word,
      name: 'word',
      factor: 'context',
      value: once,
      evidence,
      harder,
      ordinary,
      strength,
    };
  });

/** The words that have weights. */
export const weightedWords: KnownWords = knownWords(weightedList.map(({ word }) => word));

type Sums = Record<FactorName, number>;

/** What the evidence adds up to. */
export interface Weighing {
  /** All factors together, by the weights. */
  readonly total: Direction;
  /** Log-odds of each factor, before the weights. */
  readonly harder: Readonly<Sums>;
  /** Those that are worth telling. */
  readonly contributions: readonly Contribution[];
}

/** Log-odds that nobody wants to hear of. */
const FAINT = 0.2;

/** Adds up what was read. With the documented weights the sum is exactly the fitted one; other weights make a factor count more or less. */
export function weigh(reading: Reading, weights: ComplexityWeights): Weighing {
  const scales = new Scales(reading);
  for (const source of general) scales.add(source);
  const { asked, passing, knownWords: seen } = reading.asked;
  for (const [index, group] of byConcept.entries()) {
    if (asked[index] === undefined && passing[index] === undefined) continue;
    for (const source of group) scales.add(source);
  }
  for (const position of seen) scales.add(weightedList[position]);
  const { harder, ordinary, contributions } = scales;
  return {
    total: {
      harder: bias.harder + combined(harder, weights),
      ordinary: bias.ordinary + combined(ordinary, weights),
    },
    harder,
    contributions,
  };
}

class Scales {
  readonly harder: Sums = { token: 0, structure: 0, context: 0 };
  readonly ordinary: Sums = { token: 0, structure: 0, context: 0 };
  readonly contributions: Contribution[] = [];
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  add(source: Weighted | undefined): void {
    if (source === undefined) return;
    const value = source.value(this.#reading);
    if (value === 0) return;
    this.harder[source.factor] += value * source.harder;
    this.ordinary[source.factor] += value * source.ordinary;
    if (value * source.strength > FAINT) this.contributions.push({ source, value });
  }
}

function combined(sums: Readonly<Sums>, weights: ComplexityWeights): number {
  return (
    (sums.token * weights.token) / documentedWeights.token +
    (sums.structure * weights.structure) / documentedWeights.structure +
    (sums.context * weights.context) / documentedWeights.context
  );
}
