import type { Context } from '../../cli/context.ts';
import { buildPerformanceReport } from '../../report/performance/build-performance-report.ts';
import { performanceDocument } from '../../report/performance/performance-document.ts';
import { askProcesses } from './ask-processes.ts';
import { giveReport } from './give-report.ts';
import type { ReportOptions } from './report-options.ts';
import { withReportSources } from './report-sources.ts';

interface PerformanceOptions extends ReportOptions {
  readonly target?: readonly string[] | undefined;
}

/**
 * Gives the report on performance.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, TARGET_UNREACHABLE, DATA_INVALID, FILE_…
 */
export async function performanceReport(
  context: Context,
  options: PerformanceOptions,
): Promise<void> {
  const processes = await askProcesses(context, options.target ?? []);
  const data = await withReportSources(context, options, async ({ store, request }) =>
    buildPerformanceReport(store, request, processes),
  );
  await giveReport(context, { data, document: () => performanceDocument(data) }, options);
}
