import type { Path } from './span.ts';

/** A value that is shown as a whole. */
export interface FlatValue {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value below a path, in the order of the file. Empty maps and lists of plain values stay whole. */
export function flatten(value: unknown, path: Path): FlatValue[] {
  const entries = entriesOf(value);
  if (entries.length === 0) return [{ path, value }];
  return entries.flatMap(([part, child]) => flatten(child, [...path, part]));
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.some(isCollection) ? [...value.entries()] : [];
  return isCollection(value) ? Object.entries(value) : [];
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
