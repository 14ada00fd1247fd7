import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import type { LedgerReader } from '../../core/cost/budget-store.ts';
import type { Clock } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import { buildCostsReport } from '../../report/costs/build-costs-report.ts';
import { type CostDimension, costDimensions } from '../../report/costs/costs-report.ts';
import { reportPeriod } from '../../report/costs/period.ts';
import type { Catalogue } from '../../core/cost/catalogue.ts';
import type { ServiceParts } from '../../server/service-parts.ts';
import { priceBook } from '../costs/price-book.ts';
import { requireZone } from '../costs/require-zone.ts';

/** What the report is made of. */
interface CostsSource {
  readonly store: LedgerReader;
  readonly settings: FleetSettings;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

/** The report of `aqe costs --json`, for whoever asks the service. */
export function costsOf({ store, settings, catalogue, clock }: CostsSource): ServiceParts['costs'] {
  const { timeZone } = settings.costs;
  const calendar = requireZone(timeZone);
  const { of: pricesOf } = priceBook(settings, catalogue);
  return async ({ period, by }) =>
    buildCostsReport(store, {
      period: reportPeriod(period, { calendar, now: clock.now().getTime() }),
      timeZone,
      calendar,
      by: by.map(dimension),
      baseline: undefined,
      pricesOf,
    });
}

function dimension(name: string): CostDimension {
  const found = costDimensions.find((one) => one === name);
  if (found !== undefined) return found;
  throw new AqeError('USAGE', `costs are not kept by "${name}"`, {
    hint: `by is one or more of: ${costDimensions.join(', ')}`,
  });
}
