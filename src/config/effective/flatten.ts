import type { ConfigDocument } from '../document/parse.ts';
import { keyText, type Path, resolveAlias } from '../document/span.ts';
import type { SourceNode } from '../document/tree.ts';

/** A value of the file that is shown as a whole. */
export interface FlatValue {
  readonly path: Path;
  readonly value: unknown;
  /** Where it is written; the nearest node above it when its key has an odd spelling. */
  readonly node: SourceNode | undefined;
}

/** Every value below one, in the order of the file. Empty maps and lists of plain values stay whole. */
export function flatten(document: ConfigDocument, from: FlatValue): FlatValue[] {
  const entries = entriesOf(from.value);
  if (entries.length === 0) return [from];
  const nodes = childNodes(document, from.node);
  return entries.flatMap(([part, value]) =>
    flatten(document, { path: [...from.path, part], value, node: nodes.get(part) ?? from.node }),
  );
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.some(isCollection) ? [...value.entries()] : [];
  return isCollection(value) ? Object.entries(value) : [];
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function childNodes(
  document: ConfigDocument,
  node: SourceNode | undefined,
): ReadonlyMap<string | number, SourceNode> {
  const resolved = node === undefined ? undefined : resolveAlias(node);
  if (resolved?.kind === 'seq') return new Map(resolved.items.entries());
  const pairs = resolved?.kind === 'map' ? resolved.pairs : [];
  return new Map(pairs.map(({ key, value }) => [keyText(document.text, key), value]));
}
