import type { RuleCode } from './rule-code.ts';
import type { RuleInfo } from './rule-info.ts';

/** The rules about the sections that are new in 1.0.5. */
export type RoutingCode = Extract<
  RuleCode,
  | 'feature-without-section'
  | 'section-without-feature'
  | 'weights-sum'
  | 'budget-order'
  | `default-model-${string}`
  | 'models-not-listed'
  | 'escalation-forgets'
  | 'duplicate-model'
  | `complexity-${string}`
  | `price-${string}`
  | `model-${string}`
>;

/** What each of them means. */
export const routingRules: Readonly<Record<RoutingCode, RuleInfo>> = {
  'feature-without-section': {
    title: 'A feature that is on while its section is off',
    severity: 'error',
    explanation:
      'For example `features.multiModelRouter: true` with `routing.enabled: false`: one says on, the other off.',
    remedy: 'Give both the same value.',
  },
  'section-without-feature': {
    title: 'A section that is on while its feature is off',
    severity: 'warning',
    explanation:
      '`routing.enabled` and `streaming.enabled` have no effect without the flag under `features`.',
    remedy: 'Set the flag under `features`, or turn the section off.',
  },
  'default-model-unknown': {
    title: '`routing.defaultModel` is not in the list',
    severity: 'error',
    explanation:
      'The router falls back to a model that `routing.models` does not have. A warning while routing is off.',
    remedy: 'Use the `name` of a listed model, or its `model` id.',
  },
  'default-model-disabled': {
    title: '`routing.defaultModel` is disabled',
    severity: 'error',
    explanation:
      'The router falls back to a model with `enabled: false`. A warning while routing is off.',
    remedy: 'Enable the model, or choose another default.',
  },
  'models-not-listed': {
    title: 'Routing without a list of models',
    severity: 'info',
    explanation:
      'The current models of the catalogue are used, at its prices: haiku, sonnet and opus. They change with the package.',
    remedy: 'Nothing, when this is what you want; else list the models.',
  },
  'escalation-forgets': {
    title: 'Escalation that learns nothing',
    severity: 'warning',
    explanation:
      'What became of verified tasks is kept while `routing.costTracking.enabled` is true. Without it every task starts as if it were the first one.',
    remedy: 'Turn cost tracking on, or escalation off.',
  },
  'duplicate-model': {
    title: 'Two models with one name',
    severity: 'error',
    explanation: 'Decisions, costs and overrides name a model by `name`, so it must be unique.',
    remedy: 'Rename one of them.',
  },
  'complexity-gap': {
    title: 'A gap between the complexity ranges',
    severity: 'error',
    explanation: 'The ranges of the enabled models must cover 0 to 1, or some tasks fit no model.',
    remedy: 'Widen a `complexityRange`.',
  },
  'complexity-overlap': {
    title: 'Overlapping complexity ranges',
    severity: 'info',
    explanation: 'Allowed: where ranges overlap, the cheapest enabled model is used.',
    remedy: 'Nothing, when this is what you want.',
  },
  'complexity-range': {
    title: 'A complexity range with min above max',
    severity: 'error',
    explanation: 'Such a range is empty: the model is never chosen.',
    remedy: 'Swap the two.',
  },
  'weights-sum': {
    title: 'Weights that do not add up to 1',
    severity: 'error',
    explanation: 'The three weights of `routing.complexity` are shares of one score.',
    remedy: 'Change them so that their sum is 1, for example 0.4, 0.3 and 0.3.',
  },
  'budget-order': {
    title: 'A budget above that of a longer period',
    severity: 'error',
    explanation:
      'A limit per task, day or week above the one of a longer period can never be reached.',
    remedy: 'Raise the limit of the longer period, or lower the other.',
  },
  'price-not-positive': {
    title: 'A price of zero or below',
    severity: 'error',
    explanation: 'An unknown price is never treated as free: budgets would mean nothing.',
    remedy: 'Write the price per 1,000 tokens in dollars.',
  },
  'price-unit': {
    title: 'A price per million tokens',
    severity: 'error',
    explanation:
      'Prices are per 1,000 tokens. Read literally, a task would cost 1,000 times too much. A warning while routing is off.',
    remedy: 'Divide by 1,000: `15.00` becomes `0.015`.',
    fixable: true,
  },
  'price-differs': {
    title: 'A price that differs from the catalogue',
    severity: 'info',
    explanation:
      'More than 5 % away from the published price. Right for a contract or a gateway of your own.',
    remedy: 'Compare with `aqe models list`.',
  },
  'model-retired': {
    title: 'A retired model',
    severity: 'error',
    explanation:
      'The provider no longer answers for this id. A warning while routing or the model is off.',
    remedy: 'Use a current id: `aqe models list`.',
  },
  'model-ending': {
    title: 'A model near its end of life',
    severity: 'warning',
    explanation: 'The provider has announced the day from which on the id does not answer.',
    remedy: 'Change to a current id before that day: `aqe models list`.',
  },
  'model-never-existed': {
    title: 'A model that never existed',
    severity: 'error',
    explanation:
      'The id is found in documents, but the provider never had it. A warning while routing or the model is off.',
    remedy: 'Use a current id: `aqe models list`.',
  },
  'model-unknown': {
    title: 'A model that the catalogue does not know',
    severity: 'warning',
    explanation: 'It may be new, or misspelt; its price and life cycle cannot be checked.',
    remedy: 'Check the id against `aqe models list`.',
  },
};
