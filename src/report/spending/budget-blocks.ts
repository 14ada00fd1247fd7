import type { BurndownChart } from '../charts/chart.ts';
import { type Block, columnsOf, type DataTable } from '../document/document.ts';
import { dollars } from '../money.ts';
import { alignedDollars } from './aligned-dollars.ts';
import { formatDollars } from './format-dollars.ts';
import type { BudgetBurndown, WindowBurndown } from './spending-report.ts';
import { minuteText } from '../minute-text.ts';

/** How the budget stands, and how it got there. */
export function budgetBlocks(budget: BudgetBurndown, at: string): readonly Block[] {
  if (!budget.enforced) return [{ kind: 'text', text: unlimited }];
  if (budget.windows.length === 0) return [{ kind: 'text', text: 'No limit is set.' }];
  return budget.windows.map((window) => burndown(window, Date.parse(at)));
}

const unlimited = 'Nothing is counted and no limit holds: routing.costTracking.enabled is false.';

function burndown(window: WindowBurndown, now: number): Block {
  const { kind, limit, left, spent, reserved, resetsAt } = window;
  const amounts = alignedDollars(window.course.map((step) => [step.left.nanoUsd]));
  const table: DataTable = {
    caption: `Budget of the ${kind}: what was left of ${dollars(limit)}`,
    columns: columnsOf('at (UTC)', '#left'),
    rows: window.course.map((step, index) => [minuteText(step.at), ...(amounts[index] ?? [])]),
  };
  const sentence = `${dollars(left)} of ${dollars(limit)} are left: ${dollars(spent)} spent, ${dollars(reserved)} reserved. It resets at ${minuteText(resetsAt)} UTC.`;
  const chart: BurndownChart = {
    kind: 'burndown',
    title: `Budget of the ${kind}`,
    description: sentence,
    format: formatDollars,
    limit: limit.nanoUsd,
    left: window.course.map((step) => ({
      at: place(window, Date.parse(step.at)),
      value: step.left.nanoUsd,
    })),
    labels: [
      { at: 0, text: minuteText(window.from) },
      ...(place(window, now) > 0.2 && place(window, now) < 0.8
        ? [{ at: place(window, now), text: 'now' }]
        : []),
      { at: 1, text: minuteText(resetsAt) },
    ],
    alerts: window.alertPercents
      .filter((percent) => percent < 100)
      .map((percent) => ({
        name: `${percent} % used`,
        value: limit.nanoUsd * (1 - percent / 100),
      })),
  };
  return { kind: 'chart', chart, table };
}

function place({ from, resetsAt }: WindowBurndown, at: number): number {
  const start = Date.parse(from);
  return (at - start) / (Date.parse(resetsAt) - start);
}
