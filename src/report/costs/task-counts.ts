import type { LedgerReader } from '../../core/cost/budget-store.ts';
import type { Period } from '../../core/cost/periods.ts';
import type { CostDimension } from './costs-report.ts';
import type { PartOfDay } from './period.ts';

/** How many different tasks there were. */
export interface TaskCounts {
  readonly all: number;
  /** With these values of the dimensions. */
  of(values: readonly string[]): number;
}

interface CountRequest {
  readonly period: Period;
  readonly by: readonly CostDimension[];
  /** What `by` tells apart by day; the whole period where it does not. */
  readonly parts: readonly PartOfDay[];
}

/** Counts tasks. */
export async function countTasks(
  ledger: LedgerReader,
  { period, by, parts }: CountRequest,
): Promise<TaskCounts> {
  const dimensions = by.filter((dimension) => dimension !== 'day');
  const place = by.indexOf('day');
  const [all, ...counts] = await Promise.all([
    ledger.countTasks({ from: period.from, to: period.to, by: [] }),
    ...parts.map(async ({ day, from, to }) =>
      (await ledger.countTasks({ from, to, by: dimensions })).map(({ keys, tasks }) => {
        const values = place < 0 ? keys : keys.toSpliced(place, 0, day);
        return [JSON.stringify(values), tasks] as const;
      }),
    ),
  ]);
  const known = new Map(counts.flat());
  return {
    all: all[0]?.tasks ?? 0,
    of: (values) => known.get(JSON.stringify(values)) ?? 0,
  };
}
