import type { Markup } from '../html/markup.ts';
import type { BarChart } from './chart.ts';
import { box, drawing, fillOf, label, legend, line, patterns, shortened, WIDTH } from './frame.ts';
import { linearScale, type Scale } from './scale.ts';

const LEFT = 196;
const RIGHT = WIDTH - 104;
const ROW = 30;
const THICK = 18;
const MOST_LETTERS = 26;

/** Draws stacked horizontal bars. */
export function drawBars(chart: BarChart, id: string): Markup {
  const { title, description, series, bars } = chart;
  const top = series.length > 1 ? 34 : 10;
  const largest = Math.max(0, ...bars.map(({ values }) => sumOf(values)));
  const scale = linearScale({ from: 0, to: largest, start: LEFT, end: RIGHT });
  const height = top + bars.length * ROW + 6;
  return drawing({ id, title, description, height }, [
    patterns(
      id,
      series.map(({ fill }) => fill),
    ),
    ...legend(id, series, 16),
    ...bars.flatMap((_, index) => row(chart, index, { id, scale, y: top + index * ROW })),
    line([LEFT, top - 2], [LEFT, top + bars.length * ROW], { class: 'axis' }),
  ]);
}

interface Place {
  readonly id: string;
  readonly scale: Scale;
  readonly y: number;
}

function row({ series, bars, format }: BarChart, index: number, place: Place): readonly Markup[] {
  const { id, scale, y } = place;
  const { label: name = '', values = [] } = bars[index] ?? {};
  let before = 0;
  const parts = series.flatMap((one, at) => {
    const value = Math.max(0, values[at] ?? 0);
    if (value === 0) return [];
    const x = scale(before);
    before += value;
    const note = `${name}, ${one.name}: ${format(value)}`;
    const width = Math.max(1, scale(before) - x);
    return [box({ x, y: y + 4, width, height: THICK, fill: fillOf(id, one.fill), note })];
  });
  const total = values.reduce((sum, value) => sum + value, 0);
  const middle = y + 4 + THICK / 2 + 4;
  return [
    label(LEFT - 8, middle, { text: shortened(name, MOST_LETTERS), 'text-anchor': 'end' }),
    ...parts,
    label(scale(before) + 8, middle, { text: format(total), class: 'value' }),
  ];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.max(0, value), 0);
}
