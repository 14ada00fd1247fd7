import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { Comparison } from '../../rollout/compare.ts';
import type { MetricResult, Verdict } from '../../rollout/verdict.ts';
import { metricText } from '../../report/canary/metric-text.ts';

interface Row {
  readonly text: ReturnType<typeof metricText>;
  readonly result: MetricResult;
}

/** The comparison as a table, the reasons, and the verdict. */
export function renderComparison(comparison: Comparison, style: ChalkInstance): string {
  const rows: readonly Row[] = comparison.metrics
    .filter((result) => isOfInterest(result))
    .map((result) => ({ text: metricText(result), result }));
  const table = renderTable(
    rows,
    [
      { title: 'Metric', cell: ({ text }) => text.metric },
      { title: 'Canary', align: 'right', cell: ({ text }) => text.canary },
      { title: 'Stable', align: 'right', cell: ({ text }) => text.stable },
      { title: 'Delta', align: 'right', cell: ({ text }) => text.delta },
      { title: 'n', align: 'right', cell: ({ text }) => text.n },
      { title: `${comparison.confidence * 100}% interval`, cell: ({ text }) => text.interval },
      {
        title: 'Verdict',
        cell: ({ text }) => text.verdict,
        color: (cell, { result }) => colored(cell, result.verdict, style),
      },
    ],
    style,
  );
  const reasons = rows.map(({ text }) => `  ${text.metric}: ${text.reason}`);
  const { verdict, source, seed, notes } = comparison;
  return [
    table,
    '',
    ...reasons,
    ...notes.map((note) => `  Note: ${note}`),
    '',
    `${colored(verdict, verdict, style)}  (source: ${source}${periodText(comparison)}; seed ${seed})`,
    '',
  ].join('\n');
}

/** What decides, and what was measured all the same. */
export function isOfInterest({ required, n }: MetricResult): boolean {
  return required || n.canary + n.stable > 0;
}

/** When it was, for people; empty when nobody knows. */
export function periodText({ period }: Comparison): string {
  if (period === null || period === undefined) return '';
  return `, ${new Date(period.from).toISOString()} to ${new Date(period.to).toISOString()}`;
}

function colored(text: string, verdict: Verdict, style: ChalkInstance): string {
  if (verdict === 'PASS') return style.green(text);
  if (verdict === 'FAIL' || verdict === 'ERROR') return style.red(text);
  return verdict === 'NOT_APPLICABLE' ? style.dim(text) : style.yellow(text);
}
