import type { ChalkInstance } from 'chalk';
import type { ConfigReport } from './config-report.ts';
import type { EffectiveValue } from './origin.ts';

/** A block for each section; with `origin`, every line says where its value comes from. */
export function renderReport(
  { values, ignored }: ConfigReport,
  style: ChalkInstance,
  { origin }: { readonly origin: boolean },
): string {
  const blocks = sectionsOf(values).map((section) => {
    const block = values.filter((entry) => sectionOf(entry) === section);
    return renderBlock(block, style, origin);
  });
  const unread = ignored.length === 0 ? [] : [style.dim(`# not read: ${ignored.join(', ')}`)];
  return [...blocks, ...unread].join('\n\n');
}

/** Settings of the environment only stand together. */
function sectionsOf(values: readonly EffectiveValue[]): readonly string[] {
  return [...new Set(values.map(sectionOf))];
}

function sectionOf({ path }: EffectiveValue): string {
  const end = path.search(/[.[]/);
  return end < 0 ? '' : path.slice(0, end);
}

function renderBlock(
  block: readonly EffectiveValue[],
  style: ChalkInstance,
  origin: boolean,
): string {
  const keyWidth = longest(block.map(({ path }) => path));
  const values = block.map(({ value }) => valueText(value));
  const valueWidth = longest(values.filter(({ length }) => length <= MAX_WIDTH));
  return block
    .map((entry) => {
      const comment = commentOf(entry, origin);
      const key = style.cyan(entry.path) + ' '.repeat(keyWidth - entry.path.length);
      const value = valueText(entry.value);
      if (comment === '') return `${key}  ${value}`;
      return `${key}  ${value.padEnd(valueWidth)}  ${style.dim(`# ${comment}`)}`;
    })
    .join('\n');
}

/** One long value must not push the comments of its whole section out of sight. */
const MAX_WIDTH = 40;

function longest(texts: readonly string[]): number {
  return texts.reduce((width, { length }) => Math.max(width, length), 0);
}

function commentOf({ origin, detail, note }: EffectiveValue, wanted: boolean): string {
  const from = detail === undefined ? origin : `${origin} ${detail}`;
  return [...(wanted ? [from] : []), ...(note === undefined ? [] : [note])].join('; ');
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? '(not set)' : JSON.stringify(value);
}
