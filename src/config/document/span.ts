import {
  CHOMPING_CLIP,
  EVENT_SCALAR,
  getScalarValue,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_SINGLE_QUOTED,
} from 'js-yaml';
import type { ConfigDocument } from './parse.ts';
import type { AliasNode, MapNode, Pair, Range, SourceNode } from './tree.ts';
import { nodesOf } from './walk.ts';

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
    span = child(document, resolveAlias(document, span.value), part);
  }
  return span;
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
  return map.pairs.findLast((pair) => keyText(text, pair.key) === key);
}

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
export function resolveAlias(document: ConfigDocument, node: SourceNode): SourceNode {
  if (node.kind !== 'alias' || document.root === undefined) return node;
  return anchored(document.root, node) ?? node;
}

/** An anchor may be given again later: the last one before the alias counts. */
function anchored(root: SourceNode, alias: AliasNode): SourceNode | undefined {
  let found: SourceNode | undefined;
  for (const node of nodesOf(root)) {
    const matches = node.anchor === alias.target && node.outerStart < alias.start;
    if (matches && node.outerStart >= (found?.outerStart ?? 0)) found = node;
  }
  return found;
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
