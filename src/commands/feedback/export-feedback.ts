import type { Context } from '../../cli/context.ts';
import type { FeedbackReport } from '../../report/feedback/feedback-report.ts';
import { csv } from '../../report/csv.ts';
import { giveText } from '../report/give-report.ts';
import { listFeedback, type ListOptions } from './list-feedback.ts';

type ExportOptions = ListOptions & {
  readonly format: 'csv' | 'jsonl';
  readonly out?: string | undefined;
};

/**
 * Gives feedback to other programs.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, FILE_…
 */
export async function exportFeedback(context: Context, options: ExportOptions): Promise<void> {
  const { format, out } = options;
  const data = await listFeedback(context, options);
  await giveText(context, { data, text: textOf(data, format) }, out);
}

function textOf(report: FeedbackReport, format: ExportOptions['format']): string {
  switch (format) {
    case 'jsonl': {
      return report.feedback.map((line) => `${JSON.stringify(line)}\n`).join('');
    }
    case 'csv': {
      const rows = report.feedback.map(({ at, by, rating, task, text }) => [
        at,
        by,
        rating,
        task ?? '',
        text,
      ]);
      return csv([['at', 'by', 'rating', 'task', 'text'], ...rows]);
    }
  }
}
