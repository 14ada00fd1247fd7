import { findPair } from '../span.ts';
import type { Edit } from '../splice.ts';
import type { Target } from './insert.ts';
import { columnOf, layoutOf, nextLine } from './layout.ts';
import { renderBlock, renderInline } from './render.ts';

/** Gives a value to a key that is written without one, or with `null` or `~`. */
export function fillKey({ document, map }: Target, key: string, value: unknown): Edit[] {
  const { text } = document;
  const pair = findPair(text, map, key);
  if (pair === undefined) return [];
  const { start, end } = pair.value;
  if (map.flow) {
    const inline = renderInline(Object.entries(Object(value)).map(asEntry), {
      spaced: true,
      quoteKeys: true,
    });
    return [{ start, end, text: `${start === end ? ' ' : ''}{${inline}}` }];
  }
  const layout = layoutOf(document);
  const prefix = ' '.repeat(columnOf(text, map.start)) + layout.indent;
  const body = renderBlock(Object.entries(Object(value)).map(asEntry), layout, prefix);
  const at = nextLine(text, end);
  const open = !/[\n\r]/.test(text[at - 1] ?? '');
  const lines = { start: at, end: at, text: open ? layout.eol + body : body + layout.eol };
  if (start === end) return [lines];
  const colon = text.lastIndexOf(':', start) + 1;
  return [{ start: colon, end, text: '' }, lines];
}

function asEntry([key, value]: [string, unknown]): { key: string; value: unknown } {
  return { key, value };
}
