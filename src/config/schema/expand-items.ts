import { ANY_ITEM } from './schema-nodes.ts';
import type { Path } from '../document/span.ts';
import { valueAt } from '../values.ts';

/** The paths that a pattern stands for in the lists of a value. What follows the last list need not be there. */
export function expandItems(pattern: readonly string[], value: unknown): readonly Path[] {
  let paths: readonly Path[] = [[]];
  for (const part of pattern) {
    paths = paths.flatMap((path) =>
      part === ANY_ITEM
        ? itemsOf(valueAt(value, path)).map((key) => path.concat(key))
        : [path.concat(part)],
    );
  }
  return paths;
}

function itemsOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? [...value.keys()] : [];
}
