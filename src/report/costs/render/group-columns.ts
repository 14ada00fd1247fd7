import type { Column } from '../../../cli/table.ts';
import { amountColumn } from '../../amount-column.ts';
import { formatCount } from '../../format-count.ts';
import { formatShare } from '../../shares.ts';
import type { CostGroup, CostsReport } from '../costs-report.ts';
import { allTokens } from './tokens.ts';

type GroupColumns = readonly Column<CostGroup>[];

const NONE = '-';

/** The dimensions, and what a group spent. */
export function leadingColumns({ by, groups, total }: CostsReport): GroupColumns {
  const whole = total.cost.nanoUsd;
  return [
    ...by.map((title): Column<CostGroup> => ({ title, cell: ({ keys }) => keys[title] ?? '' })),
    amountColumn('spend', groups, ({ cost }) => cost),
    {
      title: 'share',
      align: 'right',
      cell: ({ sharePerMille, cost }) =>
        sharePerMille === null ? NONE : formatShare(sharePerMille, { part: cost.nanoUsd, whole }),
    },
  ];
}

/** What a group spent it on. */
export function furtherColumns({ groups, baseline }: CostsReport): GroupColumns {
  return [
    countColumn('calls', ({ calls }) => calls),
    countColumn('failed', ({ failedCalls }) => failedCalls),
    countColumn('tasks', ({ tasks }) => tasks),
    amountColumn('per task', groups, ({ costPerTask }) => costPerTask),
    countColumn('tokens', ({ tokens }) => allTokens(tokens)),
    ...(baseline === null
      ? []
      : [amountColumn('saved', groups, ({ comparison }) => comparison?.total.saved ?? null)]),
  ];
}

function countColumn(title: string, count: (group: CostGroup) => number): Column<CostGroup> {
  return { title, align: 'right', cell: (group) => formatCount(count(group)) };
}
