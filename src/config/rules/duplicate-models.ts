import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { formatPath } from '../document/span.ts';
import { listedModels } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

/** Each model needs a name of its own. */
export function duplicateModels({ document, value }: RuleInput): Finding[] {
  const first = new Map<string, string>();
  return listedModels(value).flatMap(({ name, path }) => {
    if (name === undefined) return [];
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, formatPath(path));
      return [];
    }
    return [
      findingAt(document, {
        code: 'duplicate-model',
        path: [...path, 'name'],
        message: `the name "${name}" is taken by ${earlier}`,
        hint: 'Give each model a name of its own.',
      }),
    ];
  });
}
