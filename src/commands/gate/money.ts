import { routerSetup } from '../../config/settings/router-settings.ts';
import { atPrices } from '../../core/cost/cost-of.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import { ratioOfSums } from '../../core/statistics/ratio-of-sums.ts';
import { buildCostsReport } from '../../report/costs/build-costs-report.ts';
import type { CostsReport } from '../../report/costs/costs-report.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { Booked, Savings } from '../../rollout/gate/subject.ts';
import { priceBook } from '../costs/price-book.ts';
import { requireZone } from '../costs/require-zone.ts';
import { Absent, find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

const SOURCE = "the ledger in the fleet's store";

/** What was spent against what one model for all would have cost. */
export async function findSavings(desk: GateDesk): Promise<Found<Savings>> {
  return find(SOURCE, async () => {
    const { report, prices } = await ledgerReport(desk);
    const { recorded, total, baseline } = report;
    const { comparison } = total;
    if (!recorded || comparison === null || baseline === null) {
      return new Absent('nothing was ever booked: routing.costTracking has to be on');
    }
    return {
      baseline: baseline.model,
      spent: comparison.total.cost.nanoUsd,
      baselineCost: comparison.total.baselineCost.nanoUsd,
      simulated: total.simulatedCost.nanoUsd,
      unmeasured: total.unmeasuredCost.nanoUsd,
      tasks: total.tasks,
      interval: await savedInterval(desk, prices),
      referencePrices: baseline.referencePrices,
    };
  });
}

/** What tasks say they cost, and what the ledger has. */
export async function findBooked(desk: GateDesk): Promise<Found<Booked>> {
  return find(`tasks and ledger in the fleet's store`, async () => {
    const store = await desk.store();
    const { total } = (await ledgerReport(desk)).report;
    let [tasks, unknown, taskCost] = [0, 0, 0];
    for await (const { status, cost } of store.tasks.records(periodOf(desk))) {
      if (status !== 'succeeded' && status !== 'failed') continue;
      tasks += 1;
      unknown += cost === undefined ? 1 : 0;
      taskCost += cost ?? 0;
    }
    return {
      tasks,
      unknown,
      taskCost,
      ledgerCost: total.cost.nanoUsd,
      unmeasured: total.unmeasuredCost.nanoUsd,
      simulated: total.simulatedCost.nanoUsd,
    };
  });
}

/** The bootstrap over tasks: what each cost, failed attempts included, against its answers at the prices of the baseline. */
async function savedInterval(desk: GateDesk, prices: TokenPrices): Promise<Savings['interval']> {
  const store = await desk.store();
  const tasks = new Map<string, { part: number; whole: number }>();
  for await (const { call, cost, usage, outcome } of store.entries(periodOf(desk))) {
    const task = tasks.get(call.taskId) ?? { part: 0, whole: 0 };
    task.part += cost;
    if (call.purpose === 'answer' && outcome === 'succeeded') {
      task.whole += atPrices(prices, usage);
    }
    tasks.set(call.taskId, task);
  }
  const pairs = [...tasks.values()];
  if (pairs.every(({ whole }) => whole === 0)) return undefined;
  const { low, high } = ratioOfSums(pairs, { seed: 1 });
  return Number.isFinite(high) ? { low: 1 - high, high: 1 - low } : undefined;
}

function periodOf({ now, options }: GateDesk): { readonly from: number; readonly to: number } {
  return { from: now - options.window, to: now };
}

interface PricedReport {
  readonly report: CostsReport;
  /** Of the baseline. */
  readonly prices: TokenPrices;
}

async function ledgerReport(desk: GateDesk): Promise<PricedReport> {
  const { settings } = await desk.settings();
  const { timeZone } = settings.costs;
  const catalogue = await desk.context.ports.catalogue();
  const book = priceBook(settings, catalogue);
  const single = routerSetup(settings.routing, catalogue).settings.defaultModel;
  const baseline = book.baseline(desk.options.baseline ?? single);
  const report = await buildCostsReport(await desk.store(), {
    period: { name: 'window', ...periodOf(desk) },
    timeZone,
    calendar: requireZone(timeZone),
    by: ['model'],
    baseline,
    pricesOf: book.of,
  });
  return { report, prices: baseline.prices };
}
