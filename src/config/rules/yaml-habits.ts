import type { Finding } from '../validate/finding.ts';
import { findingOn } from '../validate/finding-at.ts';
import { formatPath } from '../document/span.ts';
import { pathOf } from '../document/visit.ts';
import type { RuleInput } from './rule.ts';

/** `<<` is YAML 1.1; the fleet reads YAML 1.2. */
export function mergeKeys({ document, visits }: RuleInput): Finding[] {
  return visits.flatMap((visit) => {
    if (visit.part !== '<<' || visit.key === undefined) return [];
    return [
      findingOn(document, visit.key, {
        code: 'merge-key',
        path: pathOf(visit),
        message: 'the merge key << is not expanded: what it should bring in is missing',
        hint: 'Write the values out.',
      }),
    ];
  });
}

/** Shells and other tools expand variables; the fleet does not. */
export function unexpandedVariables({ document, visits }: RuleInput): Finding[] {
  return visits.flatMap((visit) => {
    const { node } = visit;
    if (node.kind !== 'scalar') return [];
    const match = /\$\{(\w+)[^}]*\}/.exec(document.text.slice(node.start, node.end));
    if (match === null) return [];
    const path = pathOf(visit);
    const start = node.start + match.index;
    return [
      findingOn(
        document,
        { start, end: start + match[0].length },
        {
          code: 'unexpanded-variable',
          path,
          message: `${formatPath(path)} holds \${${match[1] ?? ''}}, which is not expanded: the text is used as it stands`,
          hint: 'Remove the key and set the environment variable that docs/config.md names for it, or write the value.',
        },
      ),
    ];
  });
}

const knownTags = new Set(['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq']);

/** Tags of other tools have no effect. */
export function unknownTags({ document, visits }: RuleInput): Finding[] {
  return visits.flatMap((visit) => {
    const { node } = visit;
    const properties = document.text.slice(node.outerStart, node.start);
    const tag = /(?:^|\s)(!\S*)/.exec(properties)?.[1];
    if (tag === undefined || knownTags.has(tag)) return [];
    const start = node.outerStart + properties.indexOf(tag);
    return [
      findingOn(
        document,
        { start, end: start + tag.length },
        {
          code: 'unknown-tag',
          path: pathOf(visit),
          message: `the tag ${tag} has no effect: the value is read as if it were not there`,
        },
      ),
    ];
  });
}
