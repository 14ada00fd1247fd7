import type { Candidate, Obstacle } from './decision.ts';
import { estimateCost, type ExpectedTokens } from './estimate-cost.ts';
import type { RoutedModel, RoutingConditions, RouterSettings } from './routed-model.ts';

/** What a task asks of a model. */
export interface Demand {
  readonly score: number;
  readonly tokens: ExpectedTokens;
}

type Check = (
  model: RoutedModel,
  demand: Demand & { readonly estimate: number | undefined },
  conditions: RoutingConditions,
) => boolean;

/** In the order in which they are told. */
const checks: readonly (readonly [Obstacle, Check])[] = [
  ['disabled', ({ enabled }) => !enabled],
  ['context-window', (model, { tokens }) => tokens.input + tokens.output > windowOf(model)],
  [
    'streaming',
    (model, _, { needsStreaming }) => needsStreaming === true && !model.supportsStreaming,
  ],
  ['circuit-open', ({ name }, _, { openCircuits }) => openCircuits?.has(name) === true],
  [
    'price-unknown',
    (_, { estimate }, { budget }) => budget !== undefined && estimate === undefined,
  ],
  [
    'over-budget',
    (_, { estimate }, { budget }) => budget !== undefined && (estimate ?? 0) > budget.remaining,
  ],
];

const explanations: Readonly<Record<Obstacle, string>> = {
  disabled: 'disabled',
  'context-window': 'too small for the input and the output',
  streaming: 'cannot stream',
  'circuit-open': 'failed too often just now',
  'price-unknown': 'its price is unknown, and there is a budget',
  'over-budget': 'costs more than the budget leaves',
};

/** How every configured model stands for a task. */
export function candidatesFor(
  demand: Demand,
  { models }: RouterSettings,
  conditions: RoutingConditions,
): readonly Candidate[] {
  return models.map((model) => {
    const estimate = estimateCost(model, demand.tokens);
    const obstacles = checks
      .filter(([, stands]) => stands(model, { ...demand, estimate }, conditions))
      .map(([obstacle]) => obstacle);
    const inRange = demand.score >= model.range.min && demand.score <= model.range.max;
    const accepted = inRange && obstacles.length === 0;
    return {
      model,
      accepted,
      reason: explain(model, obstacles, inRange),
      obstacles,
      inRange,
      estimate,
    };
  });
}

function explain({ range }: RoutedModel, obstacles: readonly Obstacle[], inRange: boolean): string {
  const [first] = obstacles;
  if (first !== undefined) return explanations[first];
  const where = `${range.min} to ${range.max}`;
  return inRange ? `its range ${where} holds the score` : `its range is ${where}`;
}

function windowOf({ maxTokens, contextWindow }: RoutedModel): number {
  return Math.min(maxTokens ?? Infinity, contextWindow ?? Infinity);
}

/** The cheaper first; a model without a known price is never the cheapest. */
export function byEstimate(a: Candidate, b: Candidate): number {
  if (a.estimate === b.estimate) return 0;
  return (a.estimate ?? Infinity) < (b.estimate ?? Infinity) ? -1 : 1;
}

/**
 * Those that can take the task, best first: the cheapest whose range holds the score, then the nearest range above it, then the nearest below.
 */
export function ranked(candidates: readonly Candidate[], score: number): readonly Candidate[] {
  return candidates
    .filter(({ obstacles }) => obstacles.length === 0)
    .toSorted(
      (a, b) =>
        sideOf(a, score) - sideOf(b, score) ||
        distance(a, score) - distance(b, score) ||
        byEstimate(a, b),
    );
}

function sideOf({ inRange, model }: Candidate, score: number): number {
  if (inRange) return 0;
  return model.range.min > score ? 1 : 2;
}

function distance({ model: { range } }: Candidate, score: number): number {
  return Math.max(range.min - score, score - range.max, 0);
}
