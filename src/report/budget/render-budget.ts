import { type Column, renderTable } from '../../cli/table.ts';
import { amountColumn } from '../amount-column.ts';
import { bar } from '../bar.ts';
import { dollars } from '../money.ts';
import { formatShare } from '../shares.ts';
import type { TableLook } from '../table-look.ts';
import type { BudgetReport, WindowReport } from './budget-report.ts';

const BAR_WIDTH = 20;
const NONE = '-';

/**
 * The budget for a terminal.
 * @param describe a moment on the clocks of the budget's zone
 */
export function renderBudget(
  report: BudgetReport,
  describe: (at: number) => string,
  look: TableLook,
): string {
  const { style } = look;
  return [
    style.bold(`Budget at ${describe(Date.parse(report.at))}`),
    renderTable(report.windows, columns(report, describe, look), style),
    notes(report).join('\n'),
  ].join('\n\n');
}

function columns(
  { windows }: BudgetReport,
  describe: (at: number) => string,
  { style, bars }: TableLook,
): readonly Column<WindowReport>[] {
  return [
    { title: 'window', cell: ({ kind }) => kind },
    amountColumn('limit', windows, ({ limit }) => limit),
    amountColumn('spent', windows, ({ spent }) => spent),
    amountColumn('reserved', windows, ({ reserved }) => reserved),
    amountColumn('left', windows, ({ left }) => left),
    { title: 'used', align: 'right', cell: usedText },
    {
      title: '',
      cell: (window) => bar(usedFraction(window), BAR_WIDTH, bars),
      color: (text, { left, alertsReached }) => {
        if (left?.nanoUsd === 0) return style.red(text);
        return alertsReached.length > 0 ? style.yellow(text) : style.green(text);
      },
    },
    {
      title: 'alerts',
      cell: ({ alertsReached }) =>
        alertsReached.length === 0 ? NONE : `${alertsReached.join(', ')} %`,
    },
    { title: 'resets', cell: ({ resetsAt }) => describe(Date.parse(resetsAt)) },
  ];
}

function usedFraction({ limit, spent, reserved }: WindowReport): number {
  const whole = limit?.nanoUsd ?? 0;
  return whole === 0 ? 0 : (spent.nanoUsd + reserved.nanoUsd) / whole;
}

function usedText({ usedPerMille, limit, spent, reserved }: WindowReport): string {
  if (usedPerMille === null || limit === null) return NONE;
  return formatShare(usedPerMille, {
    part: spent.nanoUsd + reserved.nanoUsd,
    whole: limit.nanoUsd,
  });
}

function notes({ perTask, enforced, pressure, degradeAtPercent }: BudgetReport): readonly string[] {
  const lines = [`Each task: ${perTask === null ? 'no limit' : `up to ${dollars(perTask)}`}.`];
  if (degradeAtPercent !== null) lines.push(degradationText(pressure, degradeAtPercent));
  if (pressure === 'exhausted')
    lines.push('Exhausted: calls are refused until the window resets or its limit is raised.');
  if (!enforced) {
    lines.push('Nothing is counted and no limit holds: routing.costTracking.enabled is false.');
  }
  return lines;
}

function degradationText(pressure: BudgetReport['pressure'], percent: number): string {
  return pressure === 'normal'
    ? `From ${percent} % of a limit on, the cheapest capable model is taken.`
    : `The cheapest capable model is taken now: ${percent} % of a limit are used.`;
}
