import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import { oneLine } from '../../report/one-line.ts';
import type { Check, CheckVerdict } from '../../rollout/gate/check.ts';
import type { GateReport, GateVerdict } from '../../rollout/gate/gates.ts';

const verdictTexts = {
  pass: 'pass',
  fail: 'fail',
  'not-measured': 'not measured',
  'needs-signature': 'needs a signature',
} as const satisfies Record<CheckVerdict, string>;

/** A verdict for people. */
export function verdictText(verdict: CheckVerdict): string {
  return verdictTexts[verdict];
}

/** The gate as a table, the reasons, and the verdict. */
export function renderGate(report: GateReport, style: ChalkInstance): string {
  const table = renderTable(
    report.checks,
    [
      { title: 'Check', cell: ({ id }) => id },
      { title: 'Measured', cell: ({ measured }) => oneLine(measured ?? '-') },
      { title: 'Target', cell: ({ target }) => target },
      {
        title: 'Verdict',
        cell: ({ verdict }) => verdictTexts[verdict],
        color: (cell, { verdict }) => colored(cell, verdict, style),
      },
    ],
    style,
  );
  return [
    style.bold(`Gate ${report.gate}: ${report.name}`),
    '',
    table,
    '',
    ...report.checks.map((check) => reasonLine(check)),
    '',
    `${colored(report.verdict.toUpperCase(), report.verdict, style)}  ${summaryText(report)}`,
    '',
  ].join('\n');
}

const counted = {
  pass: 'passed',
  fail: 'failed',
  'not-measured': 'not measured',
  'needs-signature': 'to be signed',
} as const satisfies Record<CheckVerdict, string>;

/** `3 passed, 1 failed, 2 to be signed`. */
export function summaryText({ summary }: GateReport): string {
  return (['pass', 'fail', 'not-measured', 'needs-signature'] as const)
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${counted[verdict]}`)
    .join(', ');
}

function reasonLine({ id, reason, source }: Check): string {
  const from = source === '-' ? '' : ` (${oneLine(source)})`;
  return `  ${id}: ${oneLine(reason)}${from}`;
}

function colored(text: string, verdict: CheckVerdict | GateVerdict, style: ChalkInstance): string {
  if (verdict === 'pass') return style.green(text);
  return verdict === 'fail' ? style.red(text) : style.yellow(text);
}
