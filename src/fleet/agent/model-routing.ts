import type { ModelSelection } from '../../core/routing/model-selection.ts';
import type { QETask } from './agent-types.ts';

/** A model as the documents of 1.0.5 write it. Prices in US dollars per 1,000 tokens. */
export type ModelConfig = ModelSelection['modelConfig'];

/** How often a model was chosen, and for what. */
export interface ModelStats {
  /** Tasks. */
  readonly selected: number;
  /** 0 to 1: the mean of their scores. */
  readonly averageComplexity: number;
}

/** What agents see of the router. */
export interface ModelRouting {
  /**
   * Chooses the model for a task. Nothing is spent.
   * @throws AqeError CONFIG_INVALID when there is no model to choose
   */
  selectModel(task: QETask): Promise<ModelSelection>;
  /** Adds a model, in place of one of the same name. */
  registerModel(model: ModelConfig): void;
  /** By the names of the models that were chosen at least once. */
  getModelStats(): Readonly<Record<string, ModelStats>>;
}
