import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { defaultAt } from '../schema/schema-keys.ts';
import { valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

const path = ['routing', 'costTracking', 'budgetLimits'];
/** From the shortest period to the longest. */
const periods = ['perTask', 'daily', 'weekly', 'monthly'];

/** A limit must not be above that of a longer period, also where that one is a default. Null is no limit. */
export function budgetOrder({ document, value, version }: RuleInput): Finding[] {
  const limits = periods.flatMap((period) => {
    const written = valueAt(value, [...path, period]);
    const limit = written === undefined ? defaultAt(version, [...path, period]) : written;
    return typeof limit === 'number' ? [{ period, limit, preset: written === undefined }] : [];
  });
  return limits.flatMap(({ period, limit, preset }, index) => {
    const longer = limits.slice(index + 1).find((other) => other.limit < limit);
    if (preset || longer === undefined) return [];
    return [
      findingAt(document, {
        code: 'budget-order',
        path: [...path, period],
        message: `the ${period} limit of ${limit} is above the ${longer.period} limit of ${longer.limit}${longer.preset ? ', its default' : ''}`,
        hint: `Raise the ${longer.period} limit, or lower this one.`,
      }),
    ];
  });
}
