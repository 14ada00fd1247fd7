import { type Column, renderTable } from '../../cli/table.ts';
import { bar } from '../bar.ts';
import type { Chart } from '../charts/chart.ts';
import { oneLine } from '../one-line.ts';
import type { TableLook } from '../table-look.ts';
import {
  type Block,
  type DataTable,
  type Figure,
  NOT_MEASURED,
  type ReportDocument,
  stateText,
} from './document.ts';

const BAR_WIDTH = 24;

/** A document for a terminal; charts are bars behind the rows of their tables. */
export function renderTerminalDocument(document: ReportDocument, look: TableLook): string {
  const { style } = look;
  const { title, subtitle, sections, notes } = document;
  const parts = [
    `${style.bold(oneLine(title))}\n${style.dim(oneLine(subtitle))}`,
    ...sections.flatMap((section) =>
      [style.bold.underline(oneLine(section.title))].concat(
        section.blocks.map((one) => block(one, look)),
      ),
    ),
    notes.map((note) => style.dim(`- ${oneLine(note)}`)).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function block(one: Block, look: TableLook): string {
  switch (one.kind) {
    case 'text': {
      return oneLine(one.text);
    }
    case 'figures': {
      return figures(one.figures, look);
    }
    case 'table': {
      return table(one.table, [], look);
    }
    case 'chart': {
      return table(one.table, lengths(one.chart), look);
    }
  }
}

function figures(all: readonly Figure[], { style }: TableLook): string {
  const columns: readonly Column<Figure>[] = [
    { title: '', cell: ({ name }) => oneLine(name) },
    {
      title: '',
      align: 'right',
      cell: ({ value }) => oneLine(value ?? NOT_MEASURED),
      color: (text, { value }) => (value === undefined ? style.dim(text) : style.bold(text)),
    },
    {
      title: '',
      cell: ({ state }) => (state === undefined ? '' : stateText[state]),
      color: (text, { state }) => {
        if (state === 'met') return style.green(text);
        return state === 'missed' ? style.red(text) : style.dim(text);
      },
    },
    { title: '', cell: ({ detail }) => oneLine(detail) },
  ];
  // Nothing stands in the header.
  return renderTable(all, columns, style).split('\n').slice(1).join('\n');
}

type Row = readonly [cells: readonly string[], length: number];

function table(
  { caption, columns, rows }: DataTable,
  all: readonly number[],
  { style, bars }: TableLook,
): string {
  const most = Math.max(0, ...all);
  const chart: Column<Row> = {
    title: '',
    cell: ([, length]) => bar(most === 0 ? 0 : length / most, BAR_WIDTH, bars),
    color: (text) => style.cyan(text),
  };
  const cells = columns.map(({ title, align = 'left' }, index): Column<Row> => ({
    title,
    align,
    cell: ([row]) => oneLine(row[index] ?? ''),
  }));
  const lines = rows.map((row, index): Row => [row, all[index] ?? 0]);
  const body = renderTable(lines, most === 0 ? cells : [...cells, chart], style);
  return `${oneLine(caption)}\n${body}`;
}

/** How long the bar of each row of the table is. */
function lengths(chart: Chart): readonly number[] {
  switch (chart.kind) {
    case 'columns': {
      return chart.columns.map(({ values = [] }) => sumOf(values));
    }
    case 'bars': {
      return chart.bars.map(({ values }) => sumOf(values));
    }
    case 'histogram': {
      return chart.buckets.map(({ count }) => count);
    }
    case 'burndown': {
      return chart.left.map(({ value }) => Math.max(0, value));
    }
    case 'intervals':
    case 'points': {
      return [];
    }
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.max(0, value), 0);
}
