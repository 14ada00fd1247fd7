import { routerSetup } from '../../config/settings/router-settings.ts';
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
    const { recorded, total, baseline } = await ledgerReport(desk);
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
      referencePrices: baseline.referencePrices,
    };
  });
}

/** What tasks say they cost, and what the ledger has. */
export async function findBooked(desk: GateDesk): Promise<Found<Booked>> {
  return find(`tasks and ledger in the fleet's store`, async () => {
    const store = await desk.store();
    const { total } = await ledgerReport(desk);
    let [tasks, unknown, taskCost] = [0, 0, 0];
    const period = { from: desk.now - desk.options.window, to: desk.now };
    for await (const { status, cost } of store.tasks.records(period)) {
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

async function ledgerReport(desk: GateDesk): Promise<CostsReport> {
  const { settings } = await desk.settings();
  const { timeZone } = settings.costs;
  const catalogue = await desk.context.ports.catalogue();
  const prices = priceBook(settings, catalogue);
  const single = routerSetup(settings.routing, catalogue).settings.defaultModel;
  return buildCostsReport(await desk.store(), {
    period: { name: 'window', from: desk.now - desk.options.window, to: desk.now },
    timeZone,
    calendar: requireZone(timeZone),
    by: ['model'],
    baseline: prices.baseline(desk.options.baseline ?? single),
    pricesOf: prices.of,
  });
}
