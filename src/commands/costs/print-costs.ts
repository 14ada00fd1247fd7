import { ExitCode } from '../../cli/exit-code.ts';
import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { buildCostsReport } from '../../report/costs/build-costs-report.ts';
import type { CostsReport } from '../../report/costs/costs-report.ts';
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
  const baseline = options.baseline === undefined ? undefined : prices.baseline(options.baseline);
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  try {
    const request = { period, timeZone, calendar, by: options.by, baseline, pricesOf: prices.of };
    await print(await buildCostsReport(store, request), context, options.format);
  } finally {
    await store.close();
  }
  return ExitCode.ok;
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
