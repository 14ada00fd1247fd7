import type { ChalkInstance } from 'chalk';

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string;
  /** Colours a cell; it gets the padded text, so that colours do not count as width. */
  readonly color?: (text: string, row: Row) => string;
}

const GAP = '  ';

/** Plain aligned columns under a bold header. Cells are one line each and never wrap. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  style: ChalkInstance,
): string {
  const blocks = columns.map((column, index) =>
    renderColumn(rows, column, { style, last: index === columns.length - 1 }),
  );
  return [-1, ...rows.keys()]
    .map((row) => blocks.map((block) => block[row + 1] ?? '').join(GAP))
    .join('\n');
}

/** The header and the cells of one column, all of one width; the last one leaves no blanks at line ends. */
function renderColumn<Row>(
  rows: readonly Row[],
  { title, align = 'left', cell, color = (text) => text }: Column<Row>,
  { style, last }: { readonly style: ChalkInstance; readonly last: boolean },
): readonly string[] {
  const cells = rows.map((row) => ({ row, text: cell(row) }));
  const width = Math.max(title.length, ...cells.map(({ text }) => text.length));
  const pad = (text: string): string => {
    if (align === 'right') return text.padStart(width);
    return last ? text : text.padEnd(width);
  };
  return [style.bold(pad(title)), ...cells.map(({ row, text }) => color(pad(text), row))];
}
