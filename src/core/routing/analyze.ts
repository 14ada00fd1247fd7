import {
  type ComplexityAnalysis,
  type ComplexityWeights,
  documentedWeights,
  type Factors,
  type Signal,
  tierOf,
} from './complexity-analysis.ts';
import type { Reading } from './features/feature.ts';
import { readTask } from './features/read-task.ts';
import { scoreOf, tierOdds } from './model/tier-score.ts';
import {
  type Contribution,
  contributionsOf,
  weigh,
  type Weighing,
  weightedWords,
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
  const reading = readTask(task, weightedWords);
  const weighing = weigh(reading, weights);
  const score = scoreOf(tierOdds(weighing.total));
  let signals: readonly Signal[] | undefined;
  return {
    score,
    tier: tierOf(score),
    factors: factorsOf(weighing),
    // Explained when somebody asks: most decisions are never looked at.
    get signals(): readonly Signal[] {
      signals ??= signalsOf(reading);
      return signals;
    },
    tokens: tokensOf(reading),
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
