import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

const pairs = [
  { feature: 'multiModelRouter', section: 'routing' },
  { feature: 'streaming', section: 'streaming' },
] as const;

/** A feature flag and the `enabled` of its section must not say opposite things. */
export function featureFlags(input: RuleInput): Finding[] {
  return pairs.flatMap((pair) => check(input, pair));
}

function check({ document, value }: RuleInput, pair: (typeof pairs)[number]): Finding[] {
  const flag = valueAt(value, ['features', pair.feature]);
  const enabled = valueAt(value, [pair.section, 'enabled']);
  const path = [pair.section, 'enabled'];
  if (flag === true && enabled === false) {
    return [
      findingAt(document, {
        code: 'feature-without-section',
        path,
        message: `features.${pair.feature} is true, but ${pair.section}.enabled is false`,
        hint: `Set ${pair.section}.enabled to true, or features.${pair.feature} to false.`,
      }),
    ];
  }
  // A flag that is no boolean is the schema's finding: nobody can say what it means.
  const isOff = flag === false || flag === undefined;
  if (!isOff || enabled !== true) return [];
  return [
    findingAt(document, {
      code: 'section-without-feature',
      path,
      message: `${pair.section}.enabled has no effect: features.${pair.feature} is ${flag === undefined ? 'not set' : 'false'}`,
      hint: `Set features.${pair.feature} to true, or ${pair.section}.enabled to false.`,
    }),
  ];
}
