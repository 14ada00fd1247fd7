import type { ConfigDocument } from '../../config/document/parse.ts';
import { keyText } from '../../config/document/span.ts';
import type { Edit } from '../../config/document/splice.ts';
import type { MapNode, Range, SourceNode } from '../../config/document/tree.ts';
import { nodesOf } from '../../config/document/walk.ts';
import { afterComma } from '../../config/document/edits/insert.ts';
import { columnOf, layoutOf, lineStart, nextLine } from '../../config/document/edits/layout.ts';

/** A removal, and what it means for comments. */
export interface Removal {
  readonly edit: Edit;
  /** Comments inside the removed part that stay in the file. */
  readonly kept: readonly string[];
  /** Comments that had to go because they hold a secret. */
  readonly dropped: number;
}

/**
 * The edit that takes a root key and its value out. Comments inside stay, as lines of their own.
 * @param holdsSecret tells which comments must not stay
 */
export function removeKey(
  document: ConfigDocument,
  key: string,
  holdsSecret: (comment: string) => boolean,
): Removal | undefined {
  const { root, text } = document;
  if (root?.kind !== 'map') return undefined;
  const index = root.pairs.findIndex((pair) => keyText(text, pair.key) === key);
  if (index < 0) return undefined;
  const range = root.flow ? flowRange(text, root, index) : blockRange(text, root, index);
  const comments = commentsIn(text, range, leavesOf(root));
  const kept = comments.filter((comment) => !holdsSecret(comment));
  const { eol } = layoutOf(document);
  const indent = ' '.repeat(columnOf(text, root.start));
  const lines = kept.map((comment) => indent + comment + eol).join('');
  // In a flow map a comment needs a line break before it, too.
  const replacement = root.flow && lines !== '' ? eol + lines : lines;
  return { edit: { ...range, text: replacement }, kept, dropped: comments.length - kept.length };
}

function blockRange(text: string, map: MapNode, index: number): Range {
  const pair = map.pairs[index];
  const start = lineStart(text, pair?.key.outerStart ?? map.start);
  const end = nextLine(text, pair?.value.end ?? map.end);
  return { start, end: afterInnerComments(text, end, columnOf(text, map.start)) };
}

/** Comment lines right below that stand further in than the key belong to its block. */
function afterInnerComments(text: string, from: number, column: number): number {
  const comment = /([ \t]+)#[^\n\r]*(?:\r\n|\n|\r|$)/y;
  let end = from;
  for (;;) {
    comment.lastIndex = end;
    const match = comment.exec(text);
    if (match === null || (match[1] ?? '').length <= column) return end;
    end = comment.lastIndex;
  }
}

function flowRange(text: string, map: MapNode, index: number): Range {
  const [previous, pair, next] = [map.pairs[index - 1], map.pairs[index], map.pairs[index + 1]];
  const start = pair?.key.outerStart ?? map.start;
  const end = pair?.value.end ?? map.end;
  if (next !== undefined) return { start, end: next.key.outerStart };
  if (previous !== undefined) return { start: previous.value.end, end };
  return { start, end: afterComma(text, end) ?? end };
}

/** Comments stand only in the gaps between keys and values, so a `#` inside a string is none. */
function commentsIn(text: string, range: Range, leaves: readonly Range[]): string[] {
  const inside = leaves.filter(({ start, end }) => start < range.end && end > range.start);
  const gaps = [...inside.map(({ start }) => start), range.end].map((end, index) => ({
    start: index === 0 ? range.start : (inside[index - 1]?.end ?? range.start),
    end,
  }));
  return gaps.flatMap(({ start, end }) =>
    [...text.slice(start, Math.max(start, end)).matchAll(/(?<=^|[\s,[\]{}])#[^\n\r]*/g)].map(
      ([comment]) => comment,
    ),
  );
}

function leavesOf(root: SourceNode): Range[] {
  return [...nodesOf(root)]
    .filter((node) => (node.kind === 'scalar' || node.kind === 'alias') && node.end > node.start)
    .toSorted((a, b) => a.start - b.start);
}
