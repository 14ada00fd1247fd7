import type { Finding } from '../validate/finding.ts';
import { findingOn } from '../validate/finding-at.ts';
import { type TextForValue, textsForValues } from '../schema/quoted-values.ts';
import { isNewSection } from '../version-of.ts';
import { formatPath } from '../document/span.ts';
import { fixNote } from './fix-note.ts';
import type { RuleInput } from './rule.ts';

/** Numbers and booleans in quotes, and texts that spell neither. */
export function valueTexts(input: RuleInput): Finding[] {
  return textsForValues(input).flatMap((found) => {
    if (found.meant !== undefined) return [quoted(input, found)];
    // In the sections of 1.0.5 the schema refuses it.
    return found.kind === 'number' && !isNewSection(found.path) ? [notNumber(input, found)] : [];
  });
}

function quoted({ document }: RuleInput, { path, node, kind, meant }: TextForValue): Finding {
  return findingOn(document, node, {
    code: 'quoted-value',
    path,
    severity: isNewSection(path) ? 'error' : 'warning',
    message: `${formatPath(path)} is a text; a ${kind} is meant: ${String(meant)}`,
    hint: `Remove the quotes${fixNote(document, path)}.`,
  });
}

function notNumber({ document }: RuleInput, { path, node }: TextForValue): Finding {
  return findingOn(document, node, {
    code: 'not-a-number',
    path,
    message: `${formatPath(path)} is not a number; 1.0.4 lets it pass and fails later`,
    hint: 'Write a number.',
  });
}
