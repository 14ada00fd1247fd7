import { ANY_ITEM, ANY_KEY } from './schema-nodes.ts';
import type { Path } from './span.ts';
import { isRecord, valueAt } from './values.ts';

/** True for a pattern that stands for any number of paths. */
export function hasWildcard(pattern: readonly string[]): boolean {
  return pattern.includes(ANY_ITEM) || pattern.includes(ANY_KEY);
}

/** The paths of a value that a pattern stands for. What follows the last wildcard need not be there. */
export function expandPattern(pattern: readonly string[], value: unknown): readonly Path[] {
  let paths: readonly Path[] = [[]];
  for (const part of pattern) {
    paths = paths.flatMap((path) =>
      partsOf(part, valueAt(value, path)).map((key) => path.concat(key)),
    );
  }
  return paths;
}

function partsOf(part: string, value: unknown): readonly (string | number)[] {
  if (part === ANY_ITEM) return Array.isArray(value) ? [...value.keys()] : [];
  if (part === ANY_KEY) return isRecord(value) ? Object.keys(value) : [];
  return [part];
}
