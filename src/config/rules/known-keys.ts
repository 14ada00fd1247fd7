import type { Finding } from '../validate/finding.ts';
import { findingAtKey, findingOn } from '../validate/finding-at.ts';
import { foldKey, nearKey } from '../schema/near-key.ts';
import { knownKeysAt } from '../schema/schema.ts';
import { shippedKeyMeaning, shippedKeys } from '../shipped-keys.ts';
import { formatPath, type Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import { type ConfigVersion, isNewSection } from '../version-of.ts';
import { pathOf } from '../document/visit.ts';
import type { RuleInput } from './rule.ts';

/** Keys that the published 1.0.5 package put under the same names. */
export function publishedKeys({ document, value }: RuleInput): Finding[] {
  return shippedKeys(value)
    .filter((path) => !(isRouterSection(path) && hasRouterFlag(value)))
    .map((path) =>
      findingAtKey(document, {
        code: 'shipped-key',
        path,
        message: `${formatPath(path)} is a key of the published 1.0.5 package and has no effect`,
        hint: shippedKeyMeaning(path),
      }),
    );
}

/** With both present, another rule says which one counts. */
function hasRouterFlag(value: unknown): boolean {
  return valueAt(value, ['features', 'multiModelRouter']) !== undefined;
}

function isRouterSection(path: Path): boolean {
  return path[0] === 'multiModelRouter';
}

/** Unknown keys that are near a known one, where unknown keys are allowed. */
export function misspeltKeys(input: RuleInput): Finding[] {
  return input.visits.flatMap((visit) => {
    const { key, part } = visit;
    if (key === undefined || typeof part !== 'string' || part === '<<') return [];
    const path = pathOf(visit);
    const meant = meantKey(input, path, part);
    if (meant === undefined) return [];
    return [
      findingOn(input.document, key, {
        code: 'misspelt-key',
        path,
        message: `${formatPath(path)} is not a known key and has no effect`,
        hint: `Did you mean "${meant}"?`,
      }),
    ];
  });
}

function meantKey({ value, version }: RuleInput, path: Path, key: string): string | undefined {
  if (isNewSection(path) && path.length > 1) return undefined;
  const parent = path.slice(0, -1);
  // A misspelt new section may be the only one, and the file then looks like one of 1.0.4.
  const known = knownKeysAt(parent, parent.length === 0 ? '1.0.5' : version);
  if (known.length === 0 || known.includes(key) || isExplained(path, version)) return undefined;
  const meant = nearKey(key, known);
  return meant === undefined || standsBeside(valueAt(value, parent), key, meant)
    ? undefined
    : meant;
}

/** Other rules speak of keys of the published package, and of those that slipped out of `fleet`. */
function isExplained(path: Path, version: ConfigVersion): boolean {
  const [first] = path;
  const ofFleet = path.length === 1 && knownKeysAt(['fleet'], version).includes(String(first));
  return ofFleet || shippedKeyMeaning(path) !== undefined;
}

/** Two spellings of one key are another rule's finding. */
function standsBeside(section: unknown, key: string, meant: string): boolean {
  return isRecord(section) && Object.hasOwn(section, meant) && foldKey(key) === foldKey(meant);
}
