import {
  CHOMPING_CLIP,
  EVENT_SCALAR,
  getScalarValue,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_SINGLE_QUOTED,
} from 'js-yaml';
import type { ConfigDocument } from './parse.ts';
import type { MapNode, Pair, Range, SourceNode } from './tree.ts';

/** Keys and list indices from the root to a value. */
export type Path = readonly (string | number)[];

/** Where a value stands, and the key in front of it when it is in a map. */
export interface Span {
  readonly key: Range | undefined;
  readonly value: SourceNode;
}

/** `routing.models[0].enabled`, as messages and docs write it. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${part}`,
    '',
  );
}

/** Finds the place of a path. Aliases are followed to where the value is written. */
export function spanOf(document: ConfigDocument, path: Path): Span | undefined {
  let span: Span | undefined =
    document.root === undefined ? undefined : { key: undefined, value: document.root };
  for (const part of path) {
    if (span === undefined) return undefined;
    span = child(document, resolveAlias(span.value), part);
  }
  return span;
}

/** The nodes from the root to a value that is written at its path; undefined when an alias brings it in. */
export function ownNodes(document: ConfigDocument, path: Path): readonly SourceNode[] | undefined {
  const nodes: SourceNode[] = [];
  let node = document.root;
  for (const part of [...path, undefined]) {
    if (node === undefined || node.kind === 'alias') return undefined;
    nodes.push(node);
    if (part !== undefined) node = child(document, node, part)?.value;
  }
  return nodes;
}

/** The node of a value that no other place repeats: an edit there changes nothing else. */
export function unsharedNode(document: ConfigDocument, path: Path): SourceNode | undefined {
  const nodes = ownNodes(document, path);
  return nodes?.every(({ anchor }) => anchor === undefined) === true ? nodes.at(-1) : undefined;
}

/** The place of a path, or of its nearest ancestor that is written: something to point at in any case. */
export function nearestSpan(document: ConfigDocument, path: Path): Span | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const span = spanOf(document, path.slice(0, length));
    if (span !== undefined) return span;
  }
  return undefined;
}

/** The `key: value` pair of a map; of several with the same key the last one, which wins. */
export function findPair(text: string, map: MapNode, key: string): Pair | undefined {
  if (map.pairs.length <= SEARCHED_PAIRS) {
    return map.pairs.findLast((pair) => keyText(text, pair.key) === key);
  }
  const known = indexes.get(map);
  const index = known ?? new Map(map.pairs.map((pair) => [keyText(text, pair.key), pair]));
  if (known === undefined) indexes.set(map, index);
  return index.get(key);
}

/** Up to here a search is as fast as an index. */
const SEARCHED_PAIRS = 32;

/** A finding for each of thousands of keys would otherwise look at all of them each time. */
const indexes = new WeakMap<MapNode, ReadonlyMap<string, Pair>>();

/** A key as a string, without quotes and escapes. */
export function keyText(text: string, key: SourceNode): string {
  const raw = text.slice(key.start, key.end);
  if (key.kind !== 'scalar' || key.style === 'plain' || key.style === 'block') return raw;
  return getScalarValue(text, {
    type: EVENT_SCALAR,
    style: key.style === 'single' ? SCALAR_STYLE_SINGLE_QUOTED : SCALAR_STYLE_DOUBLE_QUOTED,
    // Between the quotes.
    valueStart: key.start + 1,
    valueEnd: key.end - 1,
    fast: false,
    ...noProperties,
  });
}

const noProperties = {
  anchorStart: -1,
  anchorEnd: -1,
  tagStart: -1,
  tagEnd: -1,
  chomping: CHOMPING_CLIP,
  indent: -1,
} as const;

/** The node that an alias repeats; any other node itself. */
export function resolveAlias(node: SourceNode): SourceNode {
  return node.kind === 'alias' ? node.to : node;
}

function child(
  document: ConfigDocument,
  node: SourceNode,
  part: string | number,
): Span | undefined {
  if (node.kind === 'seq' && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? undefined : { key: undefined, value };
  }
  if (node.kind !== 'map') return undefined;
  return findPair(document.text, node, String(part));
}
