import { dump } from 'js-yaml';
import type { Entry } from './entry.ts';
import type { Layout } from './layout.ts';

/** Entries as lines of block YAML, each indented by `prefix`; no line break after the last one. */
export function renderBlock(entries: readonly Entry[], layout: Layout, prefix: string): string {
  const lines = entries.flatMap(({ key, value, comment }) => [
    ...(comment === undefined ? [] : [`# ${comment}`]),
    ...pairLines(key, value, layout),
  ]);
  return lines.map((line) => prefix + line).join(layout.eol);
}

function pairLines(key: string, value: unknown, layout: Layout): string[] {
  if (typeof value !== 'object' || value === null) return [`${key}: ${scalarText(value)}`];
  const indent = Array.isArray(value) && layout.flushLists ? '' : layout.indent;
  return [`${key}:`, ...valueLines(value, layout).map((line) => indent + line)];
}

/** On one line, whatever it is: double-quoted where YAML would take several. */
function scalarText(value: unknown): string {
  const text = dump(value, { lineWidth: -1 }).trimEnd();
  return /[\n\r]/.test(text) ? JSON.stringify(value) : text;
}

function valueLines(value: object, layout: Layout): string[] {
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => pairLines(key, item, layout));
  }
  // Keys of a list item stand behind its dash, whatever the width of the file's indentation.
  return value.flatMap((item: object) =>
    valueLines(item, layout).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
}

/** Entries on one line for a flow map: `"a": 1, "b": {"c": 2}`; JSON, which is YAML too. */
export function renderInline(entries: readonly Entry[], style: InlineStyle): string {
  return entries.map((entry) => inlineEntry(entry, style)).join(style.spaced ? ', ' : ',');
}

/** How a flow map on one line is written. */
export interface InlineStyle {
  readonly spaced: boolean;
  readonly quoteKeys: boolean;
}

function inlineEntry({ key, value }: Entry, style: InlineStyle): string {
  return `${inlineKey(key, style)}${style.spaced || !style.quoteKeys ? ': ' : ':'}${inlineValue(value, style)}`;
}

function inlineKey(key: string, style: InlineStyle): string {
  return style.quoteKeys ? JSON.stringify(key) : key;
}

function inlineValue(value: unknown, style: InlineStyle): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => inlineValue(item, style)).join(style.spaced ? ', ' : ',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => ({ key, value: item as unknown }));
  const inner = renderInline(entries, style);
  return style.spaced && !style.quoteKeys ? `{ ${inner} }` : `{${inner}}`;
}

/** Entries as lines of a flow map that spans several lines; no comma or line break after the last one. */
export function renderFlowLines(entries: readonly Entry[], layout: Layout, prefix: string): string {
  return entries
    .map(
      ({ key, value }) => `${JSON.stringify(key)}: ${JSON.stringify(value, null, layout.indent)}`,
    )
    .join(',\n')
    .split('\n')
    .map((line) => prefix + line)
    .join(layout.eol);
}
