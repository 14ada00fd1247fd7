import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import type { Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

/** What is not kept is not learned from. Told once, where it is first switched on. */
export function escalationForgets({ document, value }: RuleInput): Finding[] {
  if (valueAt(value, ['routing', 'costTracking', 'enabled']) === true) return [];
  const path = switches(value).find((one) => valueAt(value, one) === true);
  if (path === undefined) return [];
  return [
    findingAt(document, {
      code: 'escalation-forgets',
      path,
      message: 'nothing is learned from verified tasks: routing.costTracking.enabled is not true',
      hint: 'Set it to true, unless COST_TRACKING_ENABLED does.',
    }),
  ];
}

function switches(value: unknown): readonly Path[] {
  const own = valueAt(value, ['routing', 'escalation', 'perAgentType']);
  const types = isRecord(own) ? Object.keys(own) : [];
  return [
    ['routing', 'escalation', 'enabled'],
    ...types.map((type) => ['routing', 'escalation', 'perAgentType', type, 'enabled']),
  ];
}
