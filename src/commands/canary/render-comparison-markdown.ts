import { markdownTable, markdownText } from '../../report/markdown-table.ts';
import type { Comparison } from '../../rollout/compare.ts';
import { metricText } from '../../report/canary/metric-text.ts';
import { isOfInterest, periodText } from './render-comparison.ts';

/** The comparison for a pull request. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const table = markdownTable(
    comparison.metrics.filter((result) => isOfInterest(result)).map(metricText),
    [
      { title: 'Metric', cell: ({ metric }) => metric },
      { title: 'Canary', align: 'right', cell: ({ canary }) => canary },
      { title: 'Stable', align: 'right', cell: ({ stable }) => stable },
      { title: 'Delta', align: 'right', cell: ({ delta }) => delta },
      { title: 'n', align: 'right', cell: ({ n }) => n },
      { title: `${comparison.confidence * 100}% interval`, cell: ({ interval }) => interval },
      { title: 'Verdict', cell: ({ verdict }) => verdict },
      { title: 'Why', cell: ({ reason }) => reason },
    ],
  );
  const source = markdownText(`Source: ${comparison.source}${periodText(comparison)}`);
  return `**Canary: ${markdownText(comparison.verdict)}**\n\n${table}\n\n${source}; seed ${comparison.seed}.\n`;
}
