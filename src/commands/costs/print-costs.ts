import { ExitCode } from '../../cli/exit-code.ts';
import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { buildCostsReport, type CostsRequest } from '../../report/costs/build-costs-report.ts';
import type { CostsReport } from '../../report/costs/costs-report.ts';
import { type SavingsByCause, savingsByCause } from '../../report/costs/savings-by-cause.ts';
import { reportPeriod } from '../../report/costs/period.ts';
import type { CostsOptions } from './costs-options.ts';
import { priceBook } from './price-book.ts';
import { requireZone } from './require-zone.ts';

/**
 * Reads the ledger and prints the report.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, PRICE_UNKNOWN, STORE_UNAVAILABLE
 */
export async function printCosts(context: Context, options: CostsOptions): Promise<ExitCode> {
  const { files, env, dotEnv, cwd, clock, ports } = context;
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const timeZone = options.tz ?? settings.costs.timeZone;
  const calendar = requireZone(timeZone);
  const period = reportPeriod(options.period, { calendar, now: clock.now().getTime() });
  const prices = priceBook(settings, await ports.catalogue());
  const wanted = options.baseline ?? (options.savings ? defaultBaseline(settings) : undefined);
  const baseline = wanted === undefined ? undefined : prices.baseline(wanted);
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  try {
    const request = { period, timeZone, calendar, by: options.by, baseline, pricesOf: prices.of };
    const report = await buildCostsReport(store, request);
    const savings =
      options.savings && baseline !== undefined
        ? await savingsOf(store, { ...request, baseline })
        : undefined;
    await print(savings === undefined ? report : { ...report, savings }, context, options.format);
  } finally {
    await store.close();
  }
  return ExitCode.ok;
}

/** The baseline that the configuration names, else the model that would answer without a router. */
function defaultBaseline({ routing }: FleetSettings): string | undefined {
  return routing.escalation.baseline ?? routing.defaultModel;
}

/** Verified tasks that are told apart from others. */
const VERIFIED = 100_000;

async function savingsOf(
  store: FleetStore,
  {
    period: { from, to },
    baseline,
    pricesOf,
  }: CostsRequest & { readonly baseline: NonNullable<CostsRequest['baseline']> },
): Promise<SavingsByCause> {
  const verified = new Set((await store.outcomes.latest(VERIFIED)).map(({ id }) => id));
  return savingsByCause(store.entries({ from, to }), {
    baseline: baseline.prices,
    pricesOf,
    isEscalated: (id) => verified.has(id),
  });
}

async function print(
  report: CostsReport,
  { reporter, env }: Context,
  format: CostsOptions['format'],
): Promise<void> {
  switch (format) {
    case 'table': {
      const { renderCosts } = await import('../../report/costs/render/table.ts');
      const { barStyleFor } = await import('../../report/bar.ts');
      reporter.raw(`${renderCosts(report, { style: reporter.out, bars: barStyleFor(env) })}\n`);
      return;
    }
    case 'json': {
      reporter.raw(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    case 'csv': {
      const { renderCsv } = await import('../../report/costs/render/csv.ts');
      reporter.raw(renderCsv(report));
      return;
    }
    case 'md': {
      const { renderMarkdown } = await import('../../report/costs/render/markdown.ts');
      reporter.raw(renderMarkdown(report));
    }
  }
}
