import type {
  RoutedModel,
  RouterSettings,
  RoutingConditions,
} from '../core/routing/routed-model.ts';
import type { ComplexityAnalysis } from '../core/routing/complexity-analysis.ts';
import { route } from '../core/routing/route.ts';
import { didYouMean } from '../config/schema/near-key.ts';
import { AqeError } from '../errors.ts';
import { asRouted } from './as-routed.ts';
import type { ModelChoice } from './plan-task.ts';
import type { FleetTask } from './task.ts';

/** What a choice is made by. */
export interface ChoiceOptions {
  readonly settings: RouterSettings;
  readonly conditions: RoutingConditions;
  /** How hard the task is; undefined where there is no router, as in 1.0.4. */
  readonly analysis: ComplexityAnalysis | undefined;
}

/**
 * Chooses the model for a task: the one that was asked for, what the router says, or the default one.
 * @throws AqeError USAGE for a model that nobody knows
 */
export function chooseModel(
  task: FleetTask,
  { settings, conditions, analysis }: ChoiceOptions,
): ModelChoice {
  const { pinned } = conditions;
  if (pinned !== undefined) knownModel(pinned, settings.models);
  if (analysis !== undefined) {
    const decision = route(asRouted(task), { settings, conditions, analysis });
    return { model: decision.model, reason: decision.reason, decision };
  }
  return {
    model: knownModel(pinned ?? settings.defaultModel, settings.models),
    reason: pinned === undefined ? 'the default model: routing is off' : 'asked for',
    decision: undefined,
  };
}

function knownModel(wanted: string, models: readonly RoutedModel[]): RoutedModel {
  const found =
    models.find(({ name }) => name === wanted) ?? models.find(({ model }) => model === wanted);
  if (found !== undefined) return found;
  const names = models.map(({ name }) => name);
  throw new AqeError('USAGE', `no model is called "${wanted}"`, {
    hint: didYouMean(wanted, names) ?? `Known here: ${names.join(', ')}. More: aqe models list`,
  });
}
