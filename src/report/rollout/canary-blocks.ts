import type { IntervalChart, IntervalRow } from '../charts/chart.ts';
import { type Block, columnsOf, type DataTable } from '../document/document.ts';
import { metricText } from '../canary/metric-text.ts';
import { formatCount } from '../format-count.ts';
import type { RolloutReport } from './rollout-report.ts';
import type { Comparison } from '../../rollout/compare.ts';
import type { MetricResult } from '../../rollout/verdict.ts';

/** Canary against stable, as a chart of the intervals and the table of the documents. */
export function canaryBlocks({
  comparison,
  simulatedTasks,
}: Pick<RolloutReport, 'comparison' | 'simulatedTasks'>): readonly Block[] {
  const shown = comparison.metrics.filter(({ required, n }) => required || n.canary + n.stable > 0);
  const rows = shown.flatMap(intervalRow);
  const table = tableOf(comparison, shown);
  const verdict: Block = {
    kind: 'text',
    text: `${verdictText(comparison)}${simulatedText(simulatedTasks)}`,
  };
  if (rows.length === 0) return [verdict, { kind: 'table', table }];
  const chart: IntervalChart = {
    kind: 'intervals',
    title: 'Canary against stable',
    description: `The change of ${rows.length} metrics with its interval, and the zone that is tolerated: ${rows
      .map(({ label, verdict: is }) => `${label} ${is}`)
      .join(', ')}.`,
    rows,
  };
  return [verdict, { kind: 'chart', chart, table }];
}

/** What the simulator answered tells of the rollout, and not of models. */
export function simulatedText(tasks: number): string {
  if (tasks === 0) return '';
  return ` Simulated: the simulator answered ${formatCount(tasks)} of these tasks; nothing of models is measured by them.`;
}

function verdictText({ verdict, source, metrics }: Comparison): string {
  const { canary, stable } = metrics.find(({ metric }) => metric === 'errorRate')?.n ?? {
    canary: 0,
    stable: 0,
  };
  const words: Readonly<Record<Comparison['verdict'], string>> = {
    PASS: 'the absence of harm is shown for everything that is required',
    FAIL: 'harm is shown',
    INSUFFICIENT_DATA: 'there are too few tasks to say',
    INCONCLUSIVE: 'neither harm nor its absence is shown',
    ERROR: 'the data cannot be believed',
    NOT_APPLICABLE: 'there is nothing to compare',
  };
  return `${verdict}: ${words[verdict]}. ${canary} tasks of canary, ${stable} of stable; source: ${source}.`;
}

/** More is worse in all of them but throughput, which decides nothing. */
function intervalRow(result: MetricResult): readonly IntervalRow[] {
  const { metric, delta, interval, margin, scale, verdict } = result;
  if (metric === 'assignment' || metric === 'tasksPerSecond' || delta === null) return [];
  // No change is a ratio of 1.
  const none = scale === 'ratio' ? 1 : 0;
  const bounds =
    interval === null ? undefined : { low: interval.low - none, high: interval.high - none };
  const row: IntervalRow = {
    label: metricText(result).metric.replace(' (advisory)', ''),
    point: delta - none,
    interval: bounds,
    margin: margin === null ? undefined : margin - none,
    verdict,
    format: (value) => changeText(value, scale),
  };
  return isFinite(row) ? [row] : [];
}

/** A ratio to nothing is on no axis. */
function isFinite({ point, interval, margin }: IntervalRow): boolean {
  return [point, interval?.low ?? 0, interval?.high ?? 0, margin ?? 0].every(Number.isFinite);
}

function changeText(change: number, scale: MetricResult['scale']): string {
  const percent = Number((change * 100).toFixed(scale === 'ratio' ? 1 : 2));
  return `${percent > 0 ? '+' : ''}${percent} ${scale === 'ratio' ? '%' : 'pp'}`;
}

function tableOf({ confidence }: Comparison, metrics: readonly MetricResult[]): DataTable {
  return {
    caption: 'Canary against stable',
    columns: columnsOf(
      'metric',
      '#canary',
      '#stable',
      '#delta',
      '#n',
      `${confidence * 100} % interval`,
      'verdict',
      'why',
    ),
    rows: metrics.map((result) => {
      const text = metricText(result);
      return [
        text.metric,
        text.canary,
        text.stable,
        text.delta,
        text.n,
        text.interval,
        text.verdict,
        text.reason,
      ];
    }),
  };
}
