import type { ComplexityAnalysis } from './complexity-analysis.ts';
import type { RoutedModel } from './routed-model.ts';

/** What decided, in the order in which it is asked. */
export type StrategyName =
  | 'pinned-model'
  | 'agent-override'
  | 'budget'
  | 'context-window'
  | 'streaming'
  | 'circuit'
  | 'complexity-range'
  | 'default-model';

/** Why a model cannot take a task, whatever its score. */
export type Obstacle =
  | 'disabled'
  | 'context-window'
  | 'streaming'
  | 'circuit-open'
  | 'price-unknown'
  | 'over-budget';

/** One configured model, as it stands for a task. */
export interface Candidate {
  readonly model: RoutedModel;
  /** True when it can take the task and its range holds the score. */
  readonly accepted: boolean;
  /** Why it is accepted or not, for people. */
  readonly reason: string;
  readonly obstacles: readonly Obstacle[];
  readonly inRange: boolean;
  /** What the task costs with the most output it may have, in nano-dollars; undefined when the price is unknown. */
  readonly estimate: number | undefined;
}

/** Which model gets a task, and why. The same for the same task, settings and conditions. */
export interface Decision {
  readonly model: RoutedModel;
  readonly strategy: StrategyName;
  /** For people. */
  readonly reason: string;
  readonly analysis: ComplexityAnalysis;
  /** All models, in the order of the configuration. */
  readonly candidates: readonly Candidate[];
  /** Who takes over when the model fails, best first. */
  readonly fallbacks: readonly RoutedModel[];
  /** Identifies the settings, 16 hexadecimal digits. */
  readonly settingsHash: string;
}
