import { agentsMap, maxAgentsExceeded } from './rules/agents.ts';
import { budgetOrder } from './rules/budget-order.ts';
import { complexityRanges } from './rules/complexity-ranges.ts';
import { complexityWeights } from './rules/complexity-weights.ts';
import {
  aiSection,
  contradictingModel,
  contradictingRouter,
  misplacedKeys,
} from './rules/contradictions.ts';
import { mysqlUnsupported, sqliteReplicas } from './rules/database-choice.ts';
import { defaultModel } from './rules/default-model.ts';
import { duplicateModels } from './rules/duplicate-models.ts';
import { featureFlags } from './rules/feature-flags.ts';
import { misspeltKeys, publishedKeys } from './rules/known-keys.ts';
import { modelLifecycle } from './rules/model-lifecycle.ts';
import { partialDefaults } from './rules/partial-defaults.ts';
import { pricesNotPositive, pricesThatDiffer, priceUnits } from './rules/prices.ts';
import type { Rule } from './rules/rule.ts';
import { secrets } from './rules/secrets.ts';
import { twinSpellings } from './rules/twin-spellings.ts';
import { valueTexts } from './rules/value-texts.ts';
import { mergeKeys, unexpandedVariables, unknownTags } from './rules/yaml-habits.ts';

/** Every check beyond the schema. The order decides only between findings at one place. */
export const rules: readonly Rule[] = [
  publishedKeys,
  misspeltKeys,
  twinSpellings,
  misplacedKeys,
  aiSection,
  contradictingModel,
  contradictingRouter,
  featureFlags,
  defaultModel,
  duplicateModels,
  complexityRanges,
  complexityWeights,
  budgetOrder,
  pricesNotPositive,
  priceUnits,
  pricesThatDiffer,
  modelLifecycle,
  secrets,
  unexpandedVariables,
  mergeKeys,
  unknownTags,
  valueTexts,
  partialDefaults,
  agentsMap,
  maxAgentsExceeded,
  sqliteReplicas,
  mysqlUnsupported,
];
