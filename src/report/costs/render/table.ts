import { type Column, renderTable } from '../../../cli/table.ts';
import { bar } from '../../bar.ts';
import { oneLine } from '../../one-line.ts';
import type { TableLook } from '../../table-look.ts';
import type { CostGroup, CostsReport } from '../costs-report.ts';
import { comparisonTable } from './comparison.ts';
import { mostDecimals, padDecimals } from '../../decimals.ts';
import { furtherColumns, leadingColumns } from './group-columns.ts';
import { heading } from './heading.ts';
import { nothingText } from './nothing.ts';
import { savingsTable } from './savings.ts';
import { type SummaryLine, summaryLines } from './summary.ts';
import { describeTokens } from './tokens.ts';

const BAR_WIDTH = 20;

/** A report for the terminal. */
export function renderCosts(report: CostsReport, look: TableLook): string {
  const { style } = look;
  const nothing = nothingText(report);
  if (nothing !== undefined) return `${style.bold(heading(report))}\n\n${nothing}`;
  const comparison = comparisonTable(report);
  const parts = [
    style.bold(heading(report)),
    renderSummary(summaryLines(report)),
    describeTokens(report.total.tokens),
    renderGroups(report, look),
  ];
  if (comparison !== undefined) {
    const { rows, columns, notes } = comparison;
    parts.push(renderTable(rows, columns, style), notes.join('\n'));
  }
  const savings = savingsTable(report);
  if (savings !== undefined) {
    parts.push(renderTable(savings.rows, savings.columns, style), savings.notes.join('\n'));
  }
  return parts.join('\n\n');
}

function renderSummary(lines: readonly SummaryLine[]): string {
  const digits = mostDecimals(lines.map(({ amount }) => amount));
  const amounts = lines.map(({ amount }) => padDecimals(amount, digits));
  const nameWidth = Math.max(...lines.map(({ name }) => name.length));
  const amountWidth = Math.max(...amounts.map((amount) => amount.length));
  return lines
    .map(({ name, detail }, index) =>
      [name.padEnd(nameWidth), (amounts[index] ?? '').padStart(amountWidth), oneLine(detail)].join(
        '  ',
      ),
    )
    .join('\n');
}

function renderGroups(report: CostsReport, { style, bars }: TableLook): string {
  const { groups } = report;
  const most = Math.max(...groups.map(({ cost }) => cost.nanoUsd));
  const chart: Column<CostGroup> = {
    title: '',
    cell: ({ cost }) => bar(most <= 0 ? 0 : cost.nanoUsd / most, BAR_WIDTH, bars),
    color: (text) => style.cyan(text),
  };
  const leading = leadingColumns(report).map((column): Column<CostGroup> =>
    Object.assign({}, column, { cell: (group: CostGroup) => oneLine(column.cell(group)) }),
  );
  return renderTable(groups, [...leading, chart, ...furtherColumns(report)], style);
}
