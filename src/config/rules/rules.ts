import { unknownAgentTypes } from './agent-types.ts';
import { agentsMap, maxAgentsExceeded } from './agents.ts';
import { budgetOrder } from './budget-order.ts';
import { complexityRanges } from './complexity-ranges.ts';
import { complexityWeights } from './complexity-weights.ts';
import {
  aiSection,
  contradictingModel,
  contradictingRouter,
  misplacedKeys,
} from './contradictions.ts';
import { mysqlUnsupported, sqliteReplicas } from './database-choice.ts';
import { defaultModel } from './default-model.ts';
import { duplicateModels } from './duplicate-models.ts';
import { escalationForgets } from './escalation-forgets.ts';
import { featureFlags } from './feature-flags.ts';
import { ignoredSections } from './ignored-sections.ts';
import { misspeltKeys, publishedKeys } from './known-keys.ts';
import { modelLifecycle } from './model-lifecycle.ts';
import { partialDefaults } from './partial-defaults.ts';
import { pricesNotPositive, pricesThatDiffer, priceUnits } from './prices.ts';
import type { Rule } from './rule.ts';
import { secrets } from './secrets.ts';
import { twinSpellings } from './twin-spellings.ts';
import { valueTexts } from './value-texts.ts';
import { mergeKeys, unexpandedVariables, unknownTags } from './yaml-habits.ts';

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
  escalationForgets,
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
  unknownAgentTypes,
  ignoredSections,
  maxAgentsExceeded,
  sqliteReplicas,
  mysqlUnsupported,
];
