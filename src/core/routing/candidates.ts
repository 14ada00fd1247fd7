import type { Candidate, Obstacle } from './decision.ts';
import { estimateCost, type ExpectedTokens } from './estimate-cost.ts';
import type { RoutedModel, RoutingConditions, RouterSettings } from './routed-model.ts';

/** What a task asks of a model. */
export interface Demand {
  readonly score: number;
  readonly tokens: ExpectedTokens;
}

/** One model, asked to take a task. */
interface Offer extends Demand {
  readonly model: RoutedModel;
  readonly estimate: number | undefined;
  readonly conditions: RoutingConditions;
}

interface Check {
  readonly obstacle: Obstacle;
  readonly stands: (offer: Offer) => boolean;
}

/** In the order in which they are told. */
const checks: readonly Check[] = [
  { obstacle: 'disabled', stands: ({ model }) => !model.enabled },
  {
    obstacle: 'context-window',
    stands: ({ model, tokens }) => tokens.input + tokens.output > windowOf(model),
  },
  {
    obstacle: 'streaming',
    stands: ({ model, conditions }) =>
      conditions.needsStreaming === true && !model.supportsStreaming,
  },
  {
    obstacle: 'circuit-open',
    stands: ({ model, conditions }) => conditions.openCircuits?.has(model.name) === true,
  },
  {
    obstacle: 'price-unknown',
    stands: ({ estimate, conditions }) => conditions.budget !== undefined && estimate === undefined,
  },
  {
    obstacle: 'over-budget',
    stands: ({ estimate, conditions: { budget } }) =>
      budget !== undefined && (estimate ?? 0) > budget.remaining,
  },
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
  { score, tokens }: Demand,
  { models }: RouterSettings,
  conditions: RoutingConditions,
): readonly Candidate[] {
  return models.map((model) => {
    const estimate = estimateCost(model, tokens);
    const obstacles = obstaclesOf({ model, score, tokens, estimate, conditions });
    const inRange = score >= model.range.min && score <= model.range.max;
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

function obstaclesOf(offer: Offer): readonly Obstacle[] {
  const obstacles: Obstacle[] = [];
  for (const { obstacle, stands } of checks) if (stands(offer)) obstacles.push(obstacle);
  return obstacles;
}

function explain({ range }: RoutedModel, obstacles: readonly Obstacle[], inRange: boolean): string {
  const [first] = obstacles;
  if (first !== undefined) return explanations[first];
  const { holds, is } = textsOf(range);
  return inRange ? holds : is;
}

type Range = RoutedModel['range'];

interface RangeTexts {
  readonly holds: string;
  readonly is: string;
}

/** Ranges change with the configuration only: to write their numbers for each task takes longer than to compare them. */
const texts = new WeakMap<Range, RangeTexts>();

function textsOf(range: Range): RangeTexts {
  const known = texts.get(range);
  if (known !== undefined) return known;
  const where = `${range.min} to ${range.max}`;
  const made = { holds: `its range ${where} holds the score`, is: `its range is ${where}` };
  texts.set(range, made);
  return made;
}

function windowOf({ maxTokens, contextWindow }: RoutedModel): number {
  return Math.min(maxTokens ?? Infinity, contextWindow ?? Infinity);
}

/** The cheaper first; a model without a known price is never the cheapest. */
function byEstimate(a: Candidate, b: Candidate): number {
  if (a.estimate === b.estimate) return 0;
  return (a.estimate ?? Infinity) < (b.estimate ?? Infinity) ? -1 : 1;
}

/** The first of the cheapest among those that will do. */
export function cheapest(
  candidates: readonly Candidate[],
  willDo: (candidate: Candidate) => boolean,
): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (willDo(candidate) && (best === undefined || byEstimate(candidate, best) < 0)) {
      best = candidate;
    }
  }
  return best;
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
