import type { Fill, HistogramChart } from '../charts/chart.ts';
import type { Block, DataTable, Figure } from '../document/document.ts';
import { columnsOf, NOT_MEASURED } from '../document/document.ts';
import { formatCount } from '../format-count.ts';
import { msText, rangeText, rateText } from '../units.ts';
import type { Distribution, TaskFigures, TaskGroup, TaskStatistics } from './performance-report.ts';
import { minuteText } from '../minute-text.ts';

type Kind = Extract<Fill, 'measured' | 'simulated'>;

/** What there is to show of tasks; where there are none it says so. */
export function taskBlocks(statistics: TaskStatistics, kind: Kind): readonly Block[] {
  const { ended, latency, firstChunk } = statistics;
  if (ended === 0) return [{ kind: 'text', text: nothing }];
  return [
    ...(kind === 'simulated' ? [{ kind: 'text' as const, text: simulatedText }] : []),
    { kind: 'figures', figures: figuresOf(statistics) },
    distribution(latency, { title: 'Latency', limit: 2000, kind }),
    distribution(firstChunk, { title: 'Time to first chunk', limit: 500, kind }),
    ...quantiles(statistics),
    overTime(statistics, kind),
    { kind: 'table', table: groups('By agent type', 'agent type', statistics.byAgent) },
    { kind: 'table', table: groups('By variant', 'variant', statistics.byVariant) },
    ...errors(statistics),
  ];
}

const nothing =
  'Nothing was measured: the store has no task that ended in this period. aqe serve keeps its tasks there; those of aqe run are not kept.';
const simulatedText =
  'The simulator answered these tasks. The numbers tell of the fleet around the models, not of models.';

function figuresOf(statistics: TaskStatistics): readonly Figure[] {
  const { ended, succeeded, failed, cancelled, errorRate, errorInterval, latency, firstChunk } =
    statistics;
  const spread = errorInterval === null ? '' : `; 95 %: ${rangeText(errorInterval, rateText)}`;
  return [
    {
      name: 'Tasks',
      value: formatCount(ended),
      detail: `${formatCount(succeeded)} succeeded, ${formatCount(failed)} failed, ${formatCount(cancelled)} cancelled`,
    },
    {
      name: 'Error rate',
      value: errorRate === null ? undefined : rateText(errorRate),
      detail: `${formatCount(failed)} of ${formatCount(succeeded + failed)}${spread}`,
    },
    quantileFigure('P95 latency', latency),
    quantileFigure('P95 first chunk', firstChunk),
  ];
}

function quantileFigure(name: string, distributed: Distribution | null): Figure {
  if (distributed === null) return { name, value: undefined, detail: 'no task told it' };
  const { n, p95, p95Interval } = distributed;
  const spread =
    p95Interval === null ? 'too few for an interval' : `95 %: ${rangeText(p95Interval, msText)}`;
  return { name, value: msText(p95), detail: `${formatCount(n)} tasks; ${spread}` };
}

interface Shown {
  readonly title: string;
  /** What the documents ask of p95, in milliseconds. */
  readonly limit: number;
  readonly kind: Kind;
}

function distribution(distributed: Distribution | null, { title, limit, kind }: Shown): Block {
  if (distributed === null) return { kind: 'text', text: `${title}: ${NOT_MEASURED}.` };
  const { n, p50, p95, max, buckets } = distributed;
  const chart: HistogramChart = {
    kind: 'histogram',
    title: `${title}, distribution`,
    description: `${title} of ${n} tasks: half took up to ${msText(p50)}, 95 % up to ${msText(p95)}, the slowest ${msText(max)}.`,
    format: msText,
    fill: kind,
    buckets,
    marks: [
      { name: 'p50', value: p50, kind: 'quantile' },
      { name: 'p95', value: p95, kind: 'quantile' },
      { name: 'target for p95', value: limit, kind: 'target' },
    ],
  };
  const table: DataTable = {
    caption: `${title}, ${formatCount(n)} tasks`,
    columns: columnsOf('from', 'to', '#tasks'),
    rows: buckets.map(({ low, high, count }) => [msText(low), msText(high), formatCount(count)]),
  };
  return { kind: 'chart', chart, table };
}

/** What the histograms leave out. */
function quantiles({ latency, firstChunk }: TaskStatistics): readonly Block[] {
  const rows = (['min', 'p50', 'p90', 'p95', 'p99', 'max'] as const).map((name) => [
    name,
    timeText(latency?.[name] ?? null),
    timeText(firstChunk?.[name] ?? null),
  ]);
  const columns = columnsOf('', '#latency', '#first chunk');
  const table: DataTable = { caption: 'Quantiles', columns, rows };
  return latency === null && firstChunk === null ? [] : [{ kind: 'table', table }];
}

function overTime({ overTime: slices }: TaskStatistics, kind: Kind): Block {
  return {
    kind: 'chart',
    chart: {
      kind: 'columns',
      title: 'Tasks over time',
      description: `How many tasks succeeded and failed in each of ${slices.length} stretches of time.`,
      format: formatCount,
      series: [
        { name: 'succeeded', fill: kind },
        { name: 'failed', fill: 's5' },
      ],
      columns: slices.map(({ label, succeeded, failed }) => ({
        label,
        values: [succeeded, failed],
      })),
    },
    table: {
      caption: 'Tasks, failures and P95 over time',
      columns: columnsOf('from (UTC)', ...figureTitles),
      rows: slices.map(({ from, ...figures }) => [minuteText(from), ...figureCells(figures)]),
    },
  };
}

const figureTitles = ['#succeeded', '#failed', '#error rate', '#P50', '#P95', '#P95 first chunk'];

function timeText(ms: number | null): string {
  return ms === null ? '-' : msText(ms);
}

function figureCells(figures: TaskFigures): readonly string[] {
  const { succeeded, failed, errorRate, p50Ms, p95Ms, p95FirstChunkMs } = figures;
  return [
    formatCount(succeeded),
    formatCount(failed),
    errorRate === null ? '-' : rateText(errorRate),
    timeText(p50Ms),
    timeText(p95Ms),
    timeText(p95FirstChunkMs),
  ];
}

function groups(caption: string, title: string, all: readonly TaskGroup[]): DataTable {
  return {
    caption,
    columns: columnsOf(title, ...figureTitles),
    rows: all.map(({ name, ...figures }) => [name, ...figureCells(figures)]),
  };
}

function errors({ errors: all }: TaskStatistics): readonly Block[] {
  if (all.length === 0) return [];
  const table: DataTable = {
    caption: 'Why tasks failed',
    columns: columnsOf('error code', '#tasks'),
    rows: all.map(({ code, tasks }) => [code, formatCount(tasks)]),
  };
  return [{ kind: 'table', table }];
}
