import type { Markup } from '../html/markup.ts';
import type { ColumnChart } from './chart.ts';
import { box, drawing, fillOf, label, legend, line, patterns, WIDTH } from './frame.ts';
import { everyNth, linearScale, niceTicks, type Scale } from './scale.ts';

const LEFT = 64;
const RIGHT = WIDTH - 8;
const TOP = 34;
const BOTTOM = 232;
const HEIGHT = 262;
const MOST_LABELS = 12;
const MOST_WIDTH = 56;

/** Draws stacked columns over time. */
export function drawColumns(chart: ColumnChart, id: string): Markup {
  const sums = chart.columns.map(({ values = [] }) =>
    values.reduce((sum, one) => sum + shown(one), 0),
  );
  const ticks = niceTicks(Math.max(0, ...sums), 4);
  const scale = linearScale({ from: 0, to: ticks.at(-1) ?? 0, start: BOTTOM, end: TOP });
  const { title, description, series } = chart;
  return drawing({ id, title, description, height: HEIGHT }, [
    patterns(
      id,
      series.map(({ fill }) => fill),
    ),
    ...legend(id, series, 16),
    ...ticks.flatMap((tick) => [
      line([LEFT, scale(tick)], [RIGHT, scale(tick)], { class: tick === 0 ? 'axis' : 'grid' }),
      label(LEFT - 8, scale(tick) + 4, { text: chart.format(tick), 'text-anchor': 'end' }),
    ]),
    ...chart.columns.flatMap((_, index) => column(chart, index, { id, scale })),
  ]);
}

interface Place {
  readonly id: string;
  readonly scale: Scale;
}

function column(chart: ColumnChart, index: number, { id, scale }: Place): readonly Markup[] {
  const { columns, series, format } = chart;
  const { label: text = '', values } = columns[index] ?? {};
  const room = (RIGHT - LEFT) / columns.length;
  const width = Math.min(room * 0.72, MOST_WIDTH);
  const middle = LEFT + (index + 0.5) * room;
  const name =
    index % everyNth(columns.length, MOST_LABELS) === 0
      ? [label(middle, BOTTOM + 18, { text, 'text-anchor': 'middle' })]
      : [];
  if (values === undefined) {
    const sign = { text: '–', 'text-anchor': 'middle', class: 'muted' };
    return [label(middle, BOTTOM - 4, sign), ...name];
  }
  let below = 0;
  const parts = series.flatMap((one, place) => {
    const value = shown(values[place] ?? 0);
    if (value === 0) return [];
    const y = scale(below + value);
    const height = scale(below) - y;
    below += value;
    const note = `${text}, ${one.name}: ${format(value)}`;
    return [box({ x: middle - width / 2, y, width, height, fill: fillOf(id, one.fill), note })];
  });
  return [...parts, ...name];
}

function shown(value: number): number {
  return Math.max(0, value);
}
