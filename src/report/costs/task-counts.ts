import type { LedgerQuery, LedgerReader } from '../../core/cost/budget-store.ts';
import type { ZoneCalendar } from '../../core/zone-calendar.ts';
import type { CostDimension } from './costs-report.ts';

/** How many different tasks there were. */
export interface TaskCounts {
  readonly all: number;
  /** With these values of the dimensions. */
  of(values: readonly string[]): number;
}

interface CountRequest {
  readonly range: Pick<LedgerQuery, 'from' | 'to'>;
  readonly by: readonly CostDimension[];
  readonly days: readonly string[];
  readonly calendar: ZoneCalendar;
}

type Count = readonly [values: readonly string[], tasks: number];

/** Counts tasks. A task may span several slots, so days are counted one by one and not made of slots. */
export async function countTasks(ledger: LedgerReader, request: CountRequest): Promise<TaskCounts> {
  const { range, by } = request;
  const [all, counts] = await Promise.all([
    ledger.countTasks({ ...range, by: [] }),
    by.includes('day') ? countByDay(ledger, request) : count(ledger, range, by),
  ]);
  const known = new Map(counts.map(([values, tasks]) => [JSON.stringify(values), tasks]));
  return {
    all: all[0]?.tasks ?? 0,
    of: (values) => known.get(JSON.stringify(values)) ?? 0,
  };
}

async function countByDay(
  ledger: LedgerReader,
  { range, by, days, calendar }: CountRequest,
): Promise<readonly Count[]> {
  const place = by.indexOf('day');
  const counts = await Promise.all(
    days.map(async (day, index) => {
      const next = days[index + 1];
      const to = next === undefined ? range.to : calendar.startOf(next);
      const part = { from: Math.max(range.from, calendar.startOf(day)), to };
      return (await count(ledger, part, by)).map(([values, tasks]): Count => [
        values.toSpliced(place, 0, day),
        tasks,
      ]);
    }),
  );
  return counts.flat();
}

async function count(
  ledger: LedgerReader,
  range: CountRequest['range'],
  by: readonly CostDimension[],
): Promise<readonly Count[]> {
  const dimensions = by.filter((dimension) => dimension !== 'day');
  const counts = await ledger.countTasks({ ...range, by: dimensions });
  return counts.map(({ keys, tasks }) => [keys, tasks]);
}
