import type { BilledModel } from '../cost/billing.ts';
import type { ModelTier } from '../cost/catalogue.ts';
import type { ComplexityAnalysis, ComplexityWeights } from './complexity-analysis.ts';

/** A model that tasks can be routed to. */
export interface RoutedModel extends BilledModel {
  readonly baseUrl?: string | undefined;
  /** Tokens that fit into one request, input and output together, as configured. */
  readonly maxTokens: number | undefined;
  /** The same as the catalogue knows it; the smaller of the two counts. */
  readonly contextWindow?: number | undefined;
  readonly supportsStreaming: boolean;
  /** The scores it is for, both ends included. */
  readonly range: { readonly min: number; readonly max: number };
  readonly enabled: boolean;
  readonly tier?: ModelTier | undefined;
}

/** What is configured; it changes only with the configuration, and the hash of it is part of each decision. */
export interface RouterSettings {
  readonly models: readonly RoutedModel[];
  /** A model's name, or its id at the provider. */
  readonly defaultModel: string;
  readonly weights: ComplexityWeights;
  /** Models by agent type: names or ids. */
  readonly agentModels?: Readonly<Record<string, string>> | undefined;
}

/** How things stand when a task comes. */
export interface RoutingConditions {
  /** The model that the user asked for: name or id. Wins over everything. */
  readonly pinned?: string | undefined;
  readonly needsStreaming?: boolean | undefined;
  /** The most output tokens that will be asked for. Default 4096. */
  readonly maxOutputTokens?: number | undefined;
  readonly budget?: BudgetCondition | undefined;
  /** Names of models that failed too often just now. */
  readonly openCircuits?: ReadonlySet<string> | undefined;
}

/** What the budgets leave. */
export interface BudgetCondition {
  /** Nano-dollars that may still be spent on this task: the least of what all windows leave. */
  readonly remaining: number;
  /** True from `degradeAtPercent` on: take the cheapest model that can do it. */
  readonly degrade: boolean;
}

/** All that {@link route} decides by, beside the task. */
export interface RoutingInputs {
  readonly settings: RouterSettings;
  readonly conditions?: RoutingConditions | undefined;
  /** How hard the task is, when that was found out before; else it is analyzed. */
  readonly analysis?: ComplexityAnalysis | undefined;
}
