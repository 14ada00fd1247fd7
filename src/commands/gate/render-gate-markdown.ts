import { markdownTable, markdownText } from '../../report/markdown-table.ts';
import type { GateReport } from '../../rollout/gate/gates.ts';
import { summaryText, verdictText } from './render-gate.ts';

/** The gate for a pull request. */
export function renderGateMarkdown(report: GateReport): string {
  const table = markdownTable(report.checks, [
    { title: 'Check', cell: ({ title }) => title },
    { title: 'Measured', cell: ({ measured }) => measured ?? '-' },
    { title: 'Target', cell: ({ target }) => target },
    { title: 'Verdict', cell: ({ verdict }) => verdictText(verdict) },
    { title: 'Source', cell: ({ source }) => source },
    { title: 'Why', cell: ({ reason }) => reason },
  ]);
  const title = `Gate ${report.gate}, ${report.name}: ${report.verdict.toUpperCase()}`;
  return `**${markdownText(title)}**\n\n${table}\n\n${summaryText(report)}; ${report.at}.\n`;
}
