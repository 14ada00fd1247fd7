import type { Entry } from '../../config/document/edits/entry.ts';
import type { Path } from '../../config/document/span.ts';
import type { ConfigRecord } from '../../config/values.ts';

/** What a step wants to be different, in terms of values; where the text goes is decided later. */
export type Change =
  /** New keys in the root (`at` undefined) or in the map of a root key. */
  | { readonly kind: 'add'; readonly at: string | undefined; readonly entries: readonly Entry[] }
  /** A value for a root key that is written without one, as in `features:`. */
  | { readonly kind: 'fill'; readonly key: string; readonly value: unknown }
  /** A root key goes, with its value. */
  | { readonly kind: 'remove'; readonly key: string }
  /** Another number in place of a scalar. */
  | { readonly kind: 'number'; readonly path: Path; readonly text: string }
  /** Another text in place of a scalar: one that needs no quotation marks. */
  | { readonly kind: 'word'; readonly path: Path; readonly text: string };

/** The value that the changed text must have when it is parsed again. */
export function applyChanges(value: ConfigRecord, changes: readonly Change[]): ConfigRecord {
  return changes.reduce<ConfigRecord>(applyChange, value);
}

function applyChange(value: ConfigRecord, change: Change): ConfigRecord {
  switch (change.kind) {
    case 'add': {
      const added = Object.fromEntries(change.entries.map((entry) => [entry.key, entry.value]));
      if (change.at === undefined) return { ...value, ...added };
      return { ...value, [change.at]: { ...asObject(value[change.at]), ...added } };
    }
    case 'fill': {
      return { ...value, [change.key]: change.value };
    }
    case 'remove': {
      return Object.fromEntries(Object.entries(value).filter(([key]) => key !== change.key));
    }
    case 'number': {
      return asObject(setAt(value, change.path, Number(change.text)));
    }
    case 'word': {
      return asObject(setAt(value, change.path, change.text));
    }
  }
}

/** A copy with another value at a path; what is beside the path is shared. */
function setAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      index === first ? setAt(item, rest, replacement) : item,
    );
  }
  const record = asObject(value);
  return { ...record, [first]: setAt(record[first], rest, replacement) };
}

function asObject(value: unknown): ConfigRecord {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
