import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import type { Decision } from '../../core/routing/decision.ts';
import type {
  RoutedModel,
  RouterSettings,
  RoutingConditions,
} from '../../core/routing/routed-model.ts';
import type { FleetTask } from '../task.ts';
import type { ModelRouting } from '../agent/model-routing.ts';

/** What a decision is made by. */
export interface RoutingOptions {
  readonly conditions?: RoutingConditions;
  /** How hard the task is, where somebody has looked at it already. */
  readonly analysis?: ComplexityAnalysis;
}

/** What the fleet itself needs of its router, beside what agents see. */
export interface TaskRouter extends ModelRouting {
  /** The models that there are now. */
  settings(): Promise<RouterSettings>;
  /** Decides and counts. @throws AqeError CONFIG_INVALID when there is no model to choose */
  decide(task: FleetTask, options: RoutingOptions): Promise<Decision>;
}

/** Adds a model, in place of one of the same name. */
export function withRegistered(
  models: readonly RoutedModel[],
  registered: readonly RoutedModel[],
): readonly RoutedModel[] {
  const names = new Set(registered.map(({ name }) => name));
  return [...models.filter(({ name }) => !names.has(name)), ...registered];
}
