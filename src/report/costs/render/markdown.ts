import { markdownTable, markdownText } from '../../markdown-table.ts';
import type { CostsReport } from '../costs-report.ts';
import { comparisonTable } from './comparison.ts';
import { furtherColumns, leadingColumns } from './group-columns.ts';
import { heading } from './heading.ts';
import { nothingText } from './nothing.ts';
import { savingsTable } from './savings.ts';
import { summaryLines } from './summary.ts';
import { describeTokens } from './tokens.ts';

/** A report for a pull request. */
export function renderMarkdown(report: CostsReport): string {
  const title = `### ${markdownText(heading(report))}`;
  const nothing = nothingText(report);
  if (nothing !== undefined) return `${title}\n\n${nothing}\n`;
  const comparison = comparisonTable(report);
  const parts = [
    title,
    markdownTable(summaryLines(report), [
      { title: '', cell: ({ name }) => name },
      { title: 'amount', align: 'right', cell: ({ amount }) => amount },
      { title: '', cell: ({ detail }) => detail },
    ]),
    markdownText(describeTokens(report.total.tokens)),
    markdownTable(report.groups, [...leadingColumns(report), ...furtherColumns(report)]),
  ];
  if (comparison !== undefined) {
    const { rows, columns, notes } = comparison;
    parts.push(markdownTable(rows, columns), notes.map(markdownText).join(' '));
  }
  const savings = savingsTable(report);
  if (savings !== undefined) {
    const { rows, columns, notes } = savings;
    parts.push(markdownTable(rows, columns), notes.map(markdownText).join(' '));
  }
  return `${parts.join('\n\n')}\n`;
}
