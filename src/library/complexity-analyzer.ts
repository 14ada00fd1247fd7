import { analyze } from '../core/routing/analyze.ts';
import { type ComplexityWeights, documentedWeights } from '../core/routing/complexity-analysis.ts';
import type { ModelSelection } from '../core/routing/model-selection.ts';
import { complexityScore } from '../core/routing/to-model-selection.ts';
import type { QETask } from '../fleet/agent/agent-types.ts';
import { asRouted } from '../fleet/as-routed.ts';
import { asFleetTask } from '../fleet/desk/as-fleet-task.ts';

/** How hard a task looks, as the documents tell it; `overall` is from 0 to 1. */
export type ComplexityScore = ModelSelection['complexity'];

/** Says how hard tasks look: a face of `analyze`. Pure: the same task gives the same score. */
export class ComplexityAnalyzer {
  readonly #weights: ComplexityWeights;

  /** @param weights add up to 1 */
  constructor(weights: ComplexityWeights = documentedWeights) {
    this.#weights = weights;
  }

  /** Reads the task once. */
  analyze(task: QETask): ComplexityScore {
    return complexityScore(analyze(asRouted(asFleetTask(task, task.type)), this.#weights));
  }
}
