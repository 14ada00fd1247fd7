import type { Column } from '../../../cli/table.ts';
import { amountColumn } from '../../amount-column.ts';
import { dollars } from '../../money.ts';
import type { CostsReport } from '../costs-report.ts';
import type { CauseSavings } from '../savings-by-cause.ts';

/** What was saved and why, for people. */
export interface SavingsTable {
  readonly rows: readonly CauseSavings[];
  readonly columns: readonly Column<CauseSavings>[];
  readonly notes: readonly string[];
}

/** Undefined where nobody asked for it. */
export function savingsTable({ savings, baseline }: CostsReport): SavingsTable | undefined {
  if (savings === undefined || baseline === null) return undefined;
  const { causes, tasks, leftOut, cost, baselineCost } = savings;
  return {
    rows: causes,
    columns: [
      { title: 'saved by', cell: ({ cause }) => cause },
      { title: 'tasks', align: 'right', cell: (row) => String(row.tasks) },
      amountColumn('saved', causes, ({ saved }) => saved),
      amountColumn('95 % from', causes, ({ interval }) => interval?.[0] ?? null),
      amountColumn('to', causes, ({ interval }) => interval?.[1] ?? null),
    ],
    notes: [
      `Tasks with every call measured: ${tasks}. They cost ${dollars(cost)}; the tokens of their answers, sent without a cache, ${dollars(baselineCost)} at the prices of ${baseline.model}. Other tasks, which are in no number here because a call of theirs was estimated or simulated: ${leftOut}.`,
      'Escalation: tasks whose answers were verified; the baseline is asked once for each, as the first model was. Cache: what reading from it saved, without what writing to it cost.',
      `The tokens are measured; that ${baseline.model} would have used as many is assumed, because it did not run these tasks.`,
    ],
  };
}
