import type { Column } from '../cli/table.ts';
import { oneLine } from './one-line.ts';

/** A table as GitHub shows it. Cells are text, never markup. */
export function markdownTable<Row>(
  rows: readonly Row[],
  columns: readonly Omit<Column<Row>, 'color'>[],
): string {
  return [
    line(columns.map(({ title }) => markdownText(title))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map(({ cell }) => markdownText(cell(row))))),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text in which nothing is markup: neither of markdown, nor of HTML, nor a mention of a person or an issue. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~$]/g, String.raw`\$&`)
    .replaceAll(/[@#](?=\w)/g, '$&\u200B');
}
