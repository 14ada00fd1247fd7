import type { ConfigDocument } from '../parse.ts';
import type { Edit } from '../splice.ts';
import type { MapNode, Pair } from '../tree.ts';
import type { Entry } from './entry.ts';
import { columnOf, layoutOf, lineStart, nextLine } from './layout.ts';
import { renderBlock, renderFlowLines, renderInline } from './render.ts';

/**
 * Where new keys go: after everything that is there, the same without a blank line in front, or before the first key.
 * The later ones are for files where text at the end would change a value, such as a last `|+` scalar.
 */
export const placements = ['end', 'end-tight', 'start'] as const;
export type Placement = (typeof placements)[number];

/** A map that gets entries; `pairs` are those that stay in it. */
export interface Target {
  readonly document: ConfigDocument;
  readonly map: MapNode;
  readonly pairs: readonly Pair[];
}

/** The edits that put entries into a map, block or flow. */
export function insertEntries(
  target: Target,
  entries: readonly Entry[],
  placement: Placement,
): Edit[] {
  if (!target.map.flow) return [blockInsertion(target, entries, placement)];
  const spansLines = /[\n\r]/.test(
    target.document.text.slice(target.map.start, target.map.end).trimEnd(),
  );
  return spansLines ? flowLines(target, entries) : [inlineInsertion(target, entries)];
}

function blockInsertion(target: Target, entries: readonly Entry[], placement: Placement): Edit {
  const { document, map } = target;
  const { text } = document;
  const layout = layoutOf(document);
  const isRoot = map === document.root;
  const gap = isRoot ? layout.eol : '';
  const prefix = ' '.repeat(columnOf(text, map.start));
  const body = entries.map((entry) => renderBlock([entry], layout, prefix)).join(layout.eol + gap);
  if (placement === 'start') {
    const at = lineStart(text, map.start);
    return { start: at, end: at, text: body + layout.eol + gap };
  }
  const at = isRoot ? endOfContent(text, map.end) : nextLine(text, map.end);
  const open = at > 0 && !/[\n\r]/.test(text[at - 1] ?? '');
  // A file without a final newline stays one. Two files never become the same: an undo can tell them apart.
  const trail = open && at === text.length ? '' : layout.eol;
  const lead = (open ? layout.eol : '') + (placement === 'end' ? gap : '');
  return { start: at, end: at, text: lead + body + trail };
}

/** The end of the root map's room: the `...` line where there is one, else the end of the text. */
function endOfContent(text: string, from: number): number {
  // Not `^` with the m flag: that also matches after U+2028, which is no line break in YAML.
  const marker = /(?<![^\n\r])\.\.\.(?=\s|$)/g;
  marker.lastIndex = from;
  return marker.exec(text)?.index ?? text.length;
}

function inlineInsertion({ document, map, pairs }: Target, entries: readonly Entry[]): Edit {
  const { text, format } = document;
  const last = pairs.at(-1);
  const source = text.slice(map.start, map.end);
  const style = {
    spaced: !/[^\s{]":\S/.test(source) || /: |, /.test(source),
    quoteKeys: format === 'json' || /^\{\s*"/.test(source),
  };
  const body = renderInline(entries, style);
  if (last === undefined) {
    const padding = style.spaced && !style.quoteKeys ? ' ' : '';
    return { start: map.start + 1, end: map.start + 1, text: padding + body + padding };
  }
  const at = trailingComma(text, map);
  const comma = at === undefined ? ',' : '';
  const place = at ?? last.value.end;
  return { start: place, end: place, text: comma + (style.spaced ? ' ' : '') + body };
}

/** The closing bracket keeps its line; the last entry gets the comma that it lacks. */
function flowLines({ document, map, pairs }: Target, entries: readonly Entry[]): Edit[] {
  const { text } = document;
  const layout = layoutOf(document);
  const close = map.end - 1;
  const closeLine = lineStart(text, close);
  const ownLine = text.slice(closeLine, close).trim() === '';
  const outer = ownLine ? text.slice(closeLine, close) : '';
  const body = renderFlowLines(entries, layout, outer + layout.indent);
  const at = ownLine ? closeLine : close;
  const lead = ownLine ? '' : layout.eol;
  const edits: Edit[] = [{ start: at, end: at, text: lead + body + layout.eol }];
  const last = pairs.at(-1);
  if (last !== undefined && trailingComma(text, map) === undefined) {
    edits.unshift({ start: last.value.end, end: last.value.end, text: ',' });
  }
  return edits;
}

/** The offset after a trailing comma. It stays when the entry before it is removed; a comma between two does not. */
function trailingComma(text: string, map: MapNode): number | undefined {
  return afterComma(text, map.pairs.at(-1)?.value.end ?? map.end);
}

/** The offset after the comma that follows an entry, comments in between allowed; undefined without one. */
export function afterComma(text: string, from: number): number | undefined {
  const gap = /(?:\s|#[^\n\r]*)*,/y;
  gap.lastIndex = from;
  return gap.test(text) ? gap.lastIndex : undefined;
}
