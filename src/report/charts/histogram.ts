import type { Markup } from '../html/markup.ts';
import type { HistogramChart, Mark } from './chart.ts';
import { box, drawing, fillOf, label, line, patterns, WIDTH } from './frame.ts';
import { linearScale, logScale, logTicks, niceTicks, type Scale } from './scale.ts';

const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 52;
const BOTTOM = 232;
const HEIGHT = 262;

/** Draws how values are distributed, with lines at quantiles and targets. */
export function drawHistogram(chart: HistogramChart, id: string): Markup {
  const { title, description, buckets, marks, fill } = chart;
  const x = horizontal(chart);
  const ticks = niceTicks(Math.max(...buckets.map(({ count }) => count)), 3);
  const y = linearScale({ from: 0, to: ticks.at(-1) ?? 0, start: BOTTOM, end: TOP });
  return drawing({ id, title, description, height: HEIGHT }, [
    patterns(id, [fill]),
    ...ticks.flatMap((tick) => [
      line([LEFT, y(tick)], [RIGHT, y(tick)], { class: tick === 0 ? 'axis' : 'grid' }),
      label(LEFT - 8, y(tick) + 4, { text: String(tick), 'text-anchor': 'end' }),
    ]),
    ...boxes(chart, { id, x, y }),
    ...logTicks(...boundsOf(chart)).flatMap((tick) => [
      line([x(tick), BOTTOM], [x(tick), BOTTOM + 5], { class: 'axis' }),
      label(x(tick), BOTTOM + 20, { text: chart.format(tick), 'text-anchor': 'middle' }),
    ]),
    ...markLines(chart, marks, x),
  ]);
}

function horizontal(chart: HistogramChart): Scale {
  const [from, to] = boundsOf(chart);
  return logScale({ from, to, start: LEFT, end: RIGHT });
}

/** From the first bucket to the last one or the last mark. */
function boundsOf({ buckets, marks }: HistogramChart): readonly [low: number, high: number] {
  const values = marks.map(({ value }) => value);
  return [
    Math.min(...buckets.map(({ low }) => low), ...values),
    Math.max(...buckets.map(({ high }) => high), ...values),
  ];
}

interface Axes {
  readonly id: string;
  readonly x: Scale;
  readonly y: Scale;
}

function boxes({ buckets, fill, format }: HistogramChart, { id, x, y }: Axes): readonly Markup[] {
  return buckets
    .filter(({ count }) => count > 0)
    .map(({ low, high, count }) =>
      box({
        x: x(low) + 0.5,
        y: y(count),
        width: Math.max(1, x(high) - x(low) - 1),
        height: BOTTOM - y(count),
        fill: fillOf(id, fill),
        note: `${format(low)} to ${format(high)}: ${count}`,
      }),
    );
}

/** About how wide a bold letter is. */
const LETTER = 7.3;
const ROWS = [14, 28, 42];

/** Names stand above their lines, in as many rows as it takes that none is on another. */
function markLines(
  { format }: HistogramChart,
  marks: readonly Mark[],
  x: Scale,
): readonly Markup[] {
  const free = ROWS.map(() => 0);
  return marks
    .toSorted((one, other) => one.value - other.value)
    .flatMap(({ name, value, kind }) => {
      const text = `${name} ${format(value)}`;
      const at = x(value);
      const width = text.length * LETTER;
      const start = at + width + 6 > WIDTH ? at - width - 4 : at + 4;
      const row = Math.max(
        0,
        free.findIndex((end) => end <= start),
      );
      free[row] = start + width + 8;
      const y = ROWS[row] ?? 0;
      return [
        line([at, y - 10], [at, BOTTOM], { class: kind }),
        label(start, y, { text, class: `${kind}-name` }),
      ];
    });
}
