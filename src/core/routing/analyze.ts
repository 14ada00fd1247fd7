import {
  type ComplexityAnalysis,
  type ComplexityWeights,
  documentedWeights,
  tierOf,
} from './complexity-analysis.ts';
import { documentsFormula } from './documents-formula.ts';
import type { RoutableTask } from './routable-task.ts';

/** Looks at a task once, from its first character to its last, and says how hard it looks. */
export function analyze(
  task: RoutableTask,
  weights: ComplexityWeights = documentedWeights,
): ComplexityAnalysis {
  const { score, factors, tokens } = documentsFormula(task, weights);
  return { score, tier: tierOf(score), factors, signals: [], tokens };
}
