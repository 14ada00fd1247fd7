import type { LedgerQuery, LedgerReader } from '../../core/cost/budget-store.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import type { ZoneCalendar } from '../../core/zone-calendar.ts';
import { sharesPerMille } from '../shares.ts';
import { compare } from './compare.ts';
import type {
  Baseline,
  CostDimension,
  CostFigures,
  CostGroup,
  CostsReport,
} from './costs-report.ts';
import { type DaySum, foldSums, ledgerDimensions, type TallyGroup } from './fold.ts';
import { money } from '../money.ts';
import { reportedPeriod } from '../reported-period.ts';
import { daysOf, type PartOfDay, type ReportPeriod } from './period.ts';
import { inOrder } from './sort-groups.ts';
import { emptyTally, type Tally } from './tally.ts';
import { countTasks, type TaskCounts } from './task-counts.ts';

/** What to report. */
export interface CostsRequest {
  readonly period: ReportPeriod;
  readonly timeZone: string;
  readonly calendar: ZoneCalendar;
  /** At least one, each once. */
  readonly by: readonly CostDimension[];
  readonly baseline: (Baseline & { readonly prices: TokenPrices }) | undefined;
  /** Today's prices of a model; undefined when none are known. */
  readonly pricesOf: (model: string) => TokenPrices | undefined;
}

/** Adds up the ledger. Rejects with what the ledger rejects with: AqeError STORE_…. */
export async function buildCostsReport(
  ledger: LedgerReader,
  request: CostsRequest,
): Promise<CostsReport> {
  const { period, by, calendar, pricesOf } = request;
  const days = daysOf(period, calendar);
  // A task or a sum may be of any hours, so days are asked for one by one and not made of smaller parts.
  const parts = by.includes('day') ? days : [{ day: '', from: period.from, to: period.to }];
  const [sums, tasks] = await Promise.all([
    sumsOf(ledger, parts, by),
    countTasks(ledger, { period, by, parts }),
  ]);
  const { total, groups } = foldSums(sums, { by, pricesOf });
  const complete = by.join() === 'day' ? withEmptyDays(groups, days) : groups;
  return {
    period: reportedPeriod(period, days, request.timeZone),
    by,
    recorded: sums.length > 0 || (await hasEntries(ledger)),
    total: figures(total, tasks.all, request),
    groups: costGroups(inOrder(complete, by), tasks, request),
    baseline: publicPart(request.baseline),
  };
}

async function sumsOf(
  ledger: LedgerReader,
  parts: readonly PartOfDay[],
  by: readonly CostDimension[],
): Promise<readonly DaySum[]> {
  const dimensions = ledgerDimensions(by);
  const sums = await Promise.all(
    parts.map(async ({ day, from, to }) =>
      (await ledger.sum({ from, to, by: dimensions })).map((sum): DaySum => ({ day, sum })),
    ),
  );
  return sums.flat();
}

function withEmptyDays(
  groups: readonly TallyGroup[],
  days: readonly PartOfDay[],
): readonly TallyGroup[] {
  const known = new Map(groups.map((group) => [group.values[0], group]));
  return days.map(({ day }) => known.get(day) ?? { values: [day], tally: emptyTally });
}

async function hasEntries(ledger: LedgerReader): Promise<boolean> {
  const always: LedgerQuery = { from: 0, to: Number.MAX_SAFE_INTEGER, by: [] };
  return (await ledger.sum(always)).length > 0;
}

function costGroups(
  groups: readonly TallyGroup[],
  tasks: TaskCounts,
  request: CostsRequest,
): readonly CostGroup[] {
  const shares = sharesPerMille(groups.map(({ tally }) => tally.cost));
  return groups.map(({ values, tally }, index) => ({
    keys: Object.fromEntries(request.by.map((dimension, place) => [dimension, values[place]])),
    sharePerMille: shares?.[index] ?? null,
    ...figures(tally, tasks.of(values), request),
  }));
}

function figures(tally: Tally, tasks: number, { baseline }: CostsRequest): CostFigures {
  const { cost, cacheReadsSaved, cacheWritesCost } = tally;
  return {
    cost: money(cost),
    calls: tally.calls,
    failedCalls: tally.failedCalls,
    tasks,
    costPerTask: tasks === 0 ? null : money(Math.round(cost / tasks)),
    tokens: tally.usage,
    failedCost: money(tally.failedCost),
    unmeasuredCost: money(tally.estimatedCost),
    simulatedCost: money(tally.simulatedCost),
    cache: {
      readsSaved: money(cacheReadsSaved),
      writesCost: money(cacheWritesCost),
      net: money(cacheReadsSaved - cacheWritesCost),
      unpricedModels: [...tally.unpricedModels].toSorted(),
    },
    comparison: baseline === undefined ? null : compare(tally, baseline.prices),
  };
}

function publicPart(baseline: CostsRequest['baseline']): Baseline | null {
  if (baseline === undefined) return null;
  const { model, priceSource, referencePrices } = baseline;
  return { model, priceSource, referencePrices };
}
