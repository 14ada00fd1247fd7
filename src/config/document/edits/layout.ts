import type { ConfigDocument } from '../parse.ts';
import type { MapNode, SourceNode } from '../tree.ts';

/** How the file is laid out, so that what is added looks as if it had always been there. */
export interface Layout {
  readonly eol: '\n' | '\r\n';
  /** Spaces a level; for JSON the text of one level, which may be a tab. */
  readonly indent: string;
  /** True when lists stand at the column of their key. */
  readonly flushLists: boolean;
}

/** Reads the layout off the first places that show it. */
export function layoutOf(document: ConfigDocument): Layout {
  const { text, root } = document;
  const eol = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  if (root?.kind !== 'map') return { eol, indent: '  ', flushLists: false };
  if (root.flow) return { eol, indent: flowIndent(text, root), flushLists: false };
  return { eol, indent: ' '.repeat(blockIndent(text, root)), flushLists: flushLists(text, root) };
}

/** The column of an offset, counted from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Where the line after an offset begins; the end of the text when there is none. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && /[\n\r]/.test(text[offset - 1] ?? '')) return offset;
  const newline = /\r\n|\n|\r/g;
  newline.lastIndex = offset;
  return newline.test(text) ? newline.lastIndex : text.length;
}

function flowIndent(text: string, root: MapNode): string {
  const first = root.pairs[0]?.key.start;
  if (first === undefined) return '  ';
  const before = text.slice(lineStart(text, first), first);
  return before !== '' && before.trim() === '' ? before : '  ';
}

function blockIndent(text: string, root: MapNode): number {
  const parent = columnOf(text, root.start);
  const nested = root.pairs.find(({ value }) => value.kind === 'map' && !value.flow)?.value;
  if (nested !== undefined) return columnOf(text, nested.start) - parent;
  const list = firstList(root);
  const inList = list?.kind === 'seq' ? columnOf(text, list.start) - parent : 0;
  return inList > 0 ? inList : 2;
}

function flushLists(text: string, root: MapNode): boolean {
  const list = firstList(root);
  return list !== undefined && columnOf(text, list.start) === columnOf(text, root.start);
}

function firstList(root: MapNode): SourceNode | undefined {
  return root.pairs.find(({ value }) => value.kind === 'seq' && !value.flow)?.value;
}
