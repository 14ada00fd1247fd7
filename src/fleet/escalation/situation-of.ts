import type { Situation } from '../../core/escalation/prospects.ts';
import { seededRandom } from '../../core/random.ts';
import { bandOf } from '../../core/routing/complexity-analysis.ts';
import type { Decision } from '../../core/routing/decision.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';

/** A task that several models can take. */
export interface Ladder {
  /** The cheapest first. */
  readonly models: readonly RoutedModel[];
  readonly situation: Situation;
}

/** A system prompt that the providers of some models have in their caches. */
export interface WarmCache {
  readonly tokens: number;
  /** How long it is kept. */
  readonly ttl: '5m' | '1h';
  /** Names of the models. */
  readonly models: ReadonlySet<string>;
}

/** Which task it is. */
interface LadderTask {
  readonly agentType: string;
  readonly id: string;
  /** Undefined where no cache is warm. */
  readonly cache?: WarmCache | undefined;
}

/** What was chosen for a person or by money is not tried with others. */
const fixed = new Set<Decision['strategy']>(['pinned-model', 'agent-override', 'budget']);

/** The models that a task may be tried with; undefined when its model was not chosen freely, or fewer than two with a known price can take it. */
export function situationOf(
  decision: Decision | undefined,
  { agentType, id, cache }: LadderTask,
): Ladder | undefined {
  if (decision === undefined || fixed.has(decision.strategy)) return undefined;
  const able = decision.candidates
    .flatMap(({ model, obstacles, estimate }) =>
      obstacles.length > 0 || estimate === undefined
        ? []
        : [{ model, tier: tierOf(model, estimate, cache) }],
    )
    .toSorted((a, b) => a.tier.expectedCost - b.tier.expectedCost);
  if (able.length < 2) return undefined;
  return {
    models: able.map(({ model }) => model),
    situation: {
      kind: { agentType, band: bandOf(decision.analysis.score) },
      tiers: able.map(({ tier }) => tier),
      draw: seededRandom('escalation', id)(),
    },
  };
}

/** What a task costs with a model that has to write the system prompt to its cache, and what it saves where it need not. */
function tierOf(
  { name: model, prices }: RoutedModel,
  estimate: number,
  cache: WarmCache | undefined,
): Situation['tiers'][number] & { readonly expectedCost: number } {
  if (cache === undefined || prices === undefined) return { model, expectedCost: estimate };
  const { tokens, ttl, models } = cache;
  const write = ttl === '1h' ? prices.cacheWrite1h : prices.cacheWrite5m;
  return {
    model,
    expectedCost: estimate + tokens * write,
    cacheSaving: models.has(model) ? tokens * (write - prices.cacheRead) : 0,
  };
}
