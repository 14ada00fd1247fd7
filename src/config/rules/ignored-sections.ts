import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { formatPath, type Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

/** What 1.0.4 reads as maps, and takes without a word when it is something else. */
const maps: readonly Path[] = [
  ['fleet'],
  ['database'],
  ['logging'],
  ['api'],
  ['api', 'rateLimit'],
  ['security'],
  ['security', 'encryption'],
];

/** `database: postgres` looks like a choice and is none. */
export function ignoredSections({ document, value }: RuleInput): Finding[] {
  const wrong = maps.flatMap((path) => {
    const section = valueAt(value, path);
    return section === undefined || section === null || isRecord(section)
      ? []
      : [{ path, meant: 'a map of keys' }];
  });
  const { agents } = value;
  const isIgnored = agents !== undefined && typeof agents !== 'object';
  return [...wrong, ...(isIgnored ? [{ path: ['agents'], meant: 'a list' }] : [])].map(
    ({ path, meant }) =>
      findingAt(document, {
        code: 'ignored-section',
        path,
        message: `${formatPath(path)} is not ${meant} and has no effect`,
        hint: `Write ${meant}; docs/config.md has examples.`,
      }),
  );
}
