import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { FeedbackSummary } from '../../core/feedback/summarize-feedback.ts';
import { formatCount } from '../format-count.ts';
import { oneLine } from '../one-line.ts';
import { periodText } from '../reported-period.ts';
import { rangeText, rateText } from '../units.ts';
import type { FeedbackReport } from './feedback-report.ts';
import { minuteText } from '../minute-text.ts';

/** What people said, for a terminal. */
export function renderFeedback(report: FeedbackReport, style: ChalkInstance): string {
  const { period, summary, feedback } = report;
  const title = style.bold(`Feedback of ${periodText(period)}`);
  if (summary.count === 0) return `${title}\n\nNobody said anything.`;
  const table = renderTable(
    feedback,
    [
      { title: 'at (UTC)', cell: ({ at }) => minuteText(at) },
      { title: 'stars', align: 'right', cell: ({ rating }) => String(rating) },
      { title: 'by', cell: ({ by }) => oneLine(by) },
      { title: 'task', cell: ({ task }) => oneLine(task ?? '-') },
      { title: 'text', cell: ({ text }) => oneLine(text.replaceAll(/\s+/g, ' ')) },
    ],
    style,
  );
  return [title, summaryText(summary), table].join('\n\n');
}

/** How satisfied people are, in one line. */
export function summaryText({
  count,
  mean,
  satisfied,
  satisfiedInterval,
}: FeedbackSummary): string {
  if (mean === null || satisfied === null || satisfiedInterval === null) return 'not measured';
  const range = rangeText(satisfiedInterval, rateText);
  return `${formatCount(count)} in all; ${mean.toFixed(2)} of 5 on average; ${rateText(satisfied)} gave 4 or 5 (95 %: ${range}).`;
}
