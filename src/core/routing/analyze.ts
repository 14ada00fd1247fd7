import {
  type ComplexityAnalysis,
  type ComplexityWeights,
  documentedWeights,
  type Factors,
  type Signal,
  tierOf,
} from './complexity-analysis.ts';
import type { ModelTier } from '../cost/catalogue.ts';
import type { Reading } from './features/feature.ts';
import { readTask } from './features/read-task.ts';
import { scoreOf, tierOdds } from './model/tier-score.ts';
import {
  type Contribution,
  contributionsOf,
  weigh,
  type Weighing,
  weightedVocabulary,
} from './model/weigh.ts';
import type { RoutableTask } from './routable-task.ts';

/** The strongest; others decide little. */
const SIGNALS = 8;

/**
 * Looks at a task once, from its first character to its last, and says how hard it looks. The score is what was fitted to labelled tasks;
 * `weights` other than the documented ones make a factor count more or less than fitted.
 */
export function analyze(
  task: RoutableTask,
  weights: ComplexityWeights = documentedWeights,
): ComplexityAnalysis {
  const reading = readTask(task, weightedVocabulary());
  const weighing = weigh(reading, weights);
  const score = scoreOf(tierOdds(weighing.total));
  return new Analysis(
    { score, tier: tierOf(score), factors: factorsOf(weighing), tokens: tokensOf(reading) },
    reading,
  );
}

/** An analysis that is explained when somebody asks: most decisions are never looked at. */
class Analysis implements ComplexityAnalysis {
  readonly score: number;
  readonly tier: ModelTier;
  readonly factors: Factors;
  readonly tokens: number;
  declare readonly signals: readonly Signal[];
  readonly #reading: Reading;
  #told: readonly Signal[] | undefined;

  constructor(
    { score, tier, factors, tokens }: Omit<ComplexityAnalysis, 'signals'>,
    reading: Reading,
  ) {
    this.score = score;
    this.tier = tier;
    this.factors = factors;
    this.tokens = tokens;
    this.#reading = reading;
    // A property of its own, so that copies and JSON have it; one getter for all, since one each takes longer than the analysis.
    Object.defineProperty(this, 'signals', Analysis.#signals);
  }

  static readonly #signals = {
    enumerable: true,
    get(this: Analysis): readonly Signal[] {
      this.#told ??= signalsOf(this.#reading);
      return this.#told;
    },
  };
}

function factorsOf({ harder: { token, structure, context } }: Weighing): Factors {
  return { token: squash(token), structure: squash(structure), context: squash(context) };
}

/** Log-odds as a share; 0 is 0.5. */
function squash(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function signalsOf(reading: Reading): readonly Signal[] {
  return contributionsOf(reading)
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, SIGNALS)
    .map(({ source, value }) => ({
      name: source.name,
      factor: source.factor,
      contribution: value * source.harder,
      ordinary: value * source.ordinary,
      evidence: source.evidence(reading),
    }));
}

function strength({ source, value }: Contribution): number {
  return value * source.strength;
}

/** Characters a token has in Latin text and in code, by the provider's rule of thumb; other scripts take about one token a character. */
const CHARACTERS = 3.5;

function tokensOf({ asked, given }: Reading): number {
  const foreign = asked.counts.foreign + given.foreign;
  return Math.ceil((asked.counts.units + given.units - foreign) / CHARACTERS + foreign);
}
