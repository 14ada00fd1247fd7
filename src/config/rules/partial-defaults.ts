import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { missingSiblings } from '../schema/partial-sections.ts';
import { formatPath } from '../document/span.ts';
import { fixNote } from './fix-note.ts';
import type { RuleInput } from './rule.ts';

/** 1.0.4 replaces these sections as a whole. */
export function partialDefaults({ document, value, version }: RuleInput): Finding[] {
  return missingSiblings(value, version).map(({ path, missing }) => {
    const names = missing.map(({ key }) => key).join(' and ');
    return findingAt(document, {
      code: 'partial-defaults',
      path,
      message: `${formatPath(path)} has no ${names}: 1.0.4 drops the default when the section is given in part`,
      hint: `Add ${missing.map(({ key, value: given }) => `${key}: ${String(given)}`).join(' and ')}${fixNote(document, path)}.`,
    });
  });
}
