import type { ModelTier } from '../cost/catalogue.ts';

/** The three factors of the 1.0.5 documents: how much it is, how it is built, what kind of work it is. */
export type FactorName = 'token' | 'structure' | 'context';

/** One value for each factor. */
export type Factors = Readonly<Record<FactorName, number>>;

/** How much each factor counts (`routing.complexity`). They add up to 1. */
export type ComplexityWeights = Factors;

/** The documents' weights; with them, the score is exactly the fitted one. */
export const documentedWeights: ComplexityWeights = { token: 0.4, structure: 0.3, context: 0.3 };

/** One thing that the analysis saw, and what it did to the score. */
export interface Signal {
  /** For people. */
  readonly name: string;
  readonly factor: FactorName;
  /** In log-odds: above 0 it makes the task look harder, below 0 easier. */
  readonly contribution: number;
  /** In log-odds: above 0 it makes the task look like ordinary work, which is for the middle tier. */
  readonly ordinary: number;
  /** The words or the count that it was seen by. */
  readonly evidence: string;
}

/** How hard a task looks. */
export interface ComplexityAnalysis {
  /** 0 to 1. Up to 0.4 is work for the smallest models, above 0.8 for the largest. */
  readonly score: number;
  /** The tier by the score, whatever models there are. */
  readonly tier: ModelTier;
  /** 0 to 1 each; 0.5 says nothing either way. */
  readonly factors: Factors;
  /** The strongest first. */
  readonly signals: readonly Signal[];
  /** Input tokens, estimated. */
  readonly tokens: number;
}

/** Where the tiers meet: the lower edge belongs to the cheaper tier. As the documents' ranges with the tie rule. */
export const tierBounds = { haiku: 0.4, sonnet: 0.8 } as const;

/** The tier of a score. */
export function tierOf(score: number): ModelTier {
  if (score <= tierBounds.haiku) return 'haiku';
  return score <= tierBounds.sonnet ? 'sonnet' : 'opus';
}

/** The band of a score for what is learned: 0 for haiku's, 1 for sonnet's, 2 for opus'. */
export function bandOf(score: number): number {
  return [tierBounds.haiku, tierBounds.sonnet].filter((bound) => score > bound).length;
}
