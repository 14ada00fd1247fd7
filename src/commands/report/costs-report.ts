import type { Context } from '../../cli/context.ts';
import { budgetSettings } from '../../core/cost/budget-settings.ts';
import { buildSpendingReport } from '../../report/spending/build-spending-report.ts';
import { spendingDocument } from '../../report/spending/spending-document.ts';
import { priceBook } from '../costs/price-book.ts';
import { giveReport } from './give-report.ts';
import type { ReportOptions } from './report-options.ts';
import { withReportSources } from './report-sources.ts';

type CostsOptions = ReportOptions & { readonly baseline?: string | undefined };

/**
 * Gives the report on costs.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, PRICE_UNKNOWN, FILE_…
 */
export async function costsReport(context: Context, options: CostsOptions): Promise<void> {
  const catalogue = await context.ports.catalogue();
  const data = await withReportSources(context, options, async ({ store, settings, request }) => {
    const prices = priceBook(settings, catalogue);
    const { baseline } = options;
    return buildSpendingReport(store, {
      ...request,
      baseline: baseline === undefined ? undefined : prices.baseline(baseline),
      pricesOf: prices.of,
      budget: { budget: budgetSettings(settings.costs), enforced: settings.costs.enabled },
    });
  });
  await giveReport(context, { data, document: () => spendingDocument(data) }, options);
}
