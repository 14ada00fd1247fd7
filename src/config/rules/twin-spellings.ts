import type { Finding } from '../validate/finding.ts';
import { findingOn } from '../validate/finding-at.ts';
import { foldKey } from '../schema/near-key.ts';
import { keyText } from '../document/span.ts';
import type { SourceNode } from '../document/tree.ts';
import { pathOf } from '../document/visit.ts';
import type { RuleInput } from './rule.ts';

/** `maxAgents` beside `max_agents`: in one map, names that differ only in case and separators. */
export function twinSpellings({ document, visits }: RuleInput): Finding[] {
  const seen = new Map<SourceNode, Map<string, string>>();
  return visits.flatMap((visit) => {
    const map = visit.parent?.node;
    if (map?.kind !== 'map' || visit.key === undefined) return [];
    const names = seen.get(map) ?? new Map<string, string>();
    seen.set(map, names);
    const name = keyText(document.text, visit.key);
    const first = names.get(foldKey(name));
    if (first === undefined) names.set(foldKey(name), name);
    if (first === undefined || first === name) return [];
    return [
      findingOn(document, visit.key, {
        code: 'twin-spelling',
        path: pathOf(visit),
        message: `${name} and ${first} stand in one map: only the documented spelling has an effect`,
        hint: 'Keep one of them.',
      }),
    ];
  });
}
