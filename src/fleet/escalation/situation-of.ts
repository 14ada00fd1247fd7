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

/** What was chosen for a person or by money is not tried with others. */
const fixed = new Set<Decision['strategy']>(['pinned-model', 'agent-override', 'budget']);

/** The models that a task may be tried with; undefined when its model was not chosen freely, or fewer than two with a known price can take it. */
export function situationOf(
  decision: Decision | undefined,
  { agentType, id }: { readonly agentType: string; readonly id: string },
): Ladder | undefined {
  if (decision === undefined || fixed.has(decision.strategy)) return undefined;
  const able = decision.candidates
    .flatMap(({ model, obstacles, estimate }) =>
      obstacles.length > 0 || estimate === undefined ? [] : [{ model, expectedCost: estimate }],
    )
    .toSorted((a, b) => a.expectedCost - b.expectedCost);
  if (able.length < 2) return undefined;
  return {
    models: able.map(({ model }) => model),
    situation: {
      kind: { agentType, band: bandOf(decision.analysis.score) },
      tiers: able.map(({ model, expectedCost }) => ({ model: model.name, expectedCost })),
      draw: seededRandom('escalation', id)(),
    },
  };
}
