import type { BudgetStore, LedgerDimension, LedgerReader } from '../../core/cost/budget-store.ts';
import { buildCostsReport, type CostsRequest } from '../costs/build-costs-report.ts';
import { daysOf } from '../costs/period.ts';
import { groupBy } from '../group-by.ts';
import { money } from '../money.ts';
import type { ReportRequest } from '../performance/build-performance-report.ts';
import { reportedPeriod } from '../reported-period.ts';
import { type Slice, slicesOf } from '../slices.ts';
import { buildBurndown, type BurndownRequest } from './burndown.ts';
import type { SpendingGroup, SpendingReport, SpendingSlice } from './spending-report.ts';
import { spendingTotal } from './spending-total.ts';
import { amountsOf, splitOf } from './split.ts';

/** What to report on. */
export interface SpendingRequest extends ReportRequest {
  readonly baseline: CostsRequest['baseline'];
  readonly pricesOf: CostsRequest['pricesOf'];
  readonly budget: Omit<BurndownRequest, 'now'>;
}

type Store = LedgerReader & Pick<BudgetStore, 'windows'>;

/** Adds up the ledger. Rejects with AqeError STORE_…. */
export async function buildSpendingReport(
  store: Store,
  request: SpendingRequest,
): Promise<SpendingReport> {
  const { period, timeZone, calendar, now } = request;
  const groups = async (dimension: LedgerDimension): Promise<readonly SpendingGroup[]> =>
    groupsBy(store, request, dimension);
  const [costs, total, overTime, byModel, byAgent, byTaskType, byVariant, budget] =
    await Promise.all([
      buildCostsReport(store, { ...request, by: ['model'] }),
      spendingTotal(store, request.period),
      slices(store, request),
      groups('model'),
      groups('agent'),
      groups('task-type'),
      groups('variant'),
      buildBurndown(store, { ...request.budget, now }),
    ]);
  const { recorded, baseline } = costs;
  const { comparison, failedCost } = costs.total;
  return {
    report: 'costs',
    period: reportedPeriod(period, daysOf(period, calendar), timeZone),
    at: new Date(now).toISOString(),
    recorded,
    total: { ...total, failedCost },
    overTime,
    byModel,
    byAgent,
    byTaskType,
    byVariant,
    savings: baseline === null || comparison === null ? null : { baseline, comparison },
    budget,
  };
}

async function slices(
  store: Store,
  { period, calendar, now }: SpendingRequest,
): Promise<readonly SpendingSlice[]> {
  return Promise.all(
    slicesOf(period, { calendar, now }).map(async (slice) => spendingIn(store, slice)),
  );
}

async function spendingIn(store: Store, { label, from, to }: Slice): Promise<SpendingSlice> {
  const sums = await store.sum({ from, to, by: ['provider', 'model'] });
  const byModel = groupBy(sums, ({ keys }) => keys[1] ?? '').map(([model, members]) => ({
    model,
    cost: money(members.reduce((sum, { cost }) => sum + cost, 0)),
  }));
  return { label, from: new Date(from).toISOString(), ...amountsOf(splitOf(sums)), byModel };
}

async function groupsBy(
  store: Store,
  { period: { from, to } }: SpendingRequest,
  dimension: LedgerDimension,
): Promise<readonly SpendingGroup[]> {
  const [sums, counts] = await Promise.all([
    store.sum({ from, to, by: ['provider', dimension] }),
    store.countTasks({ from, to, by: [dimension] }),
  ]);
  const tasks = new Map(counts.map(({ keys, tasks: count }) => [keys[0] ?? '', count]));
  return groupBy(sums, ({ keys }) => keys[1] ?? '')
    .map(([name, members]) => ({
      name,
      split: splitOf(members),
      calls: members.reduce((sum, { calls }) => sum + calls, 0),
      cost: members.reduce((sum, { cost }) => sum + cost, 0),
    }))
    .toSorted((one, other) => other.cost - one.cost || (one.name < other.name ? -1 : 1))
    .map(({ name, split, calls }) =>
      Object.assign({ name, calls, tasks: tasks.get(name) ?? 0 }, amountsOf(split)),
    );
}
