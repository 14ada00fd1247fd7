import type { Context } from '../../cli/context.ts';
import { daysOf } from '../../report/costs/period.ts';
import { type FeedbackReport, feedbackReport } from '../../report/feedback/feedback-report.ts';
import { reportedPeriod } from '../../report/reported-period.ts';
import { withReportSources } from '../report/report-sources.ts';

/** Of when it is listed. */
export interface ListOptions {
  readonly period: string;
  readonly tz?: string | undefined;
  readonly config?: string | undefined;
}

/**
 * Reads what people said in a period.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function listFeedback(
  context: Context,
  options: ListOptions,
): Promise<FeedbackReport> {
  return withReportSources(context, options, async ({ store, request }) => {
    const { period, calendar, timeZone } = request;
    const all = await store.feedback.list({ from: period.from, to: period.to });
    return feedbackReport(reportedPeriod(period, daysOf(period, calendar), timeZone), all);
  });
}
