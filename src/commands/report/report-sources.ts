import type { Context } from '../../cli/context.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { reportPeriod } from '../../report/costs/period.ts';
import type { ReportRequest } from '../../report/performance/build-performance-report.ts';
import { requireZone } from '../costs/require-zone.ts';
import type { ReportOptions } from './report-options.ts';

/** What a report is made from. */
export interface ReportSources {
  readonly store: FleetStore;
  readonly settings: FleetSettings;
  readonly request: ReportRequest;
}

/**
 * Lends the store and the period of a report.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, and what the work throws
 */
export async function withReportSources<T>(
  { files, env, dotEnv, cwd, clock, ports }: Context,
  options: Pick<ReportOptions, 'period' | 'tz' | 'config'>,
  work: (sources: ReportSources) => Promise<T>,
): Promise<T> {
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const timeZone = options.tz ?? settings.costs.timeZone;
  const calendar = requireZone(timeZone);
  const now = clock.now().getTime();
  const period = reportPeriod(options.period, { calendar, now });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  try {
    return await work({ store, settings, request: { period, timeZone, calendar, now } });
  } finally {
    await store.close();
  }
}
