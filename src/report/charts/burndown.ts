import { element, type Markup } from '../html/markup.ts';
import type { BurndownChart } from './chart.ts';
import { drawing, fillOf, label, line, patterns, px, WIDTH } from './frame.ts';
import { linearScale, niceTicks, type Scale } from './scale.ts';

const LEFT = 64;
const RIGHT = WIDTH - 96;
const TOP = 16;
const BOTTOM = 214;
const HEIGHT = 244;

/** Draws what is left of a limit, beside an even pace. */
export function drawBurndown(chart: BurndownChart, id: string): Markup {
  const { title, description, limit, labels, alerts, format } = chart;
  const ticks = niceTicks(limit, 4);
  const x = linearScale({ from: 0, to: 1, start: LEFT, end: RIGHT });
  const y = linearScale({ from: 0, to: ticks.at(-1) ?? 0, start: BOTTOM, end: TOP });
  return drawing({ id, title, description, height: HEIGHT }, [
    patterns(id, ['measured']),
    ...ticks.flatMap((tick) => [
      line([LEFT, y(tick)], [RIGHT, y(tick)], { class: tick === 0 ? 'axis' : 'grid' }),
      label(LEFT - 8, y(tick) + 4, { text: format(tick), 'text-anchor': 'end' }),
    ]),
    ...labels.map(({ at, text }) =>
      label(x(at), BOTTOM + 20, { text, 'text-anchor': at === 0 ? 'start' : 'middle' }),
    ),
    ...alerts.flatMap(({ name, value }) => [
      line([LEFT, y(value)], [RIGHT, y(value)], { class: 'target' }),
      label(RIGHT + 8, y(value) + 4, { text: name, class: 'target-name' }),
    ]),
    line([LEFT, y(limit)], [RIGHT, BOTTOM], { class: 'pace' }),
    ...area(chart, { x, y, id }),
  ]);
}

interface Axes {
  readonly id: string;
  readonly x: Scale;
  readonly y: Scale;
}

function area({ left, format }: BurndownChart, { id, x, y }: Axes): readonly Markup[] {
  const points = left.map(({ at, value }) => `${px(x(at))} ${px(y(Math.max(0, value)))}`);
  const [first, last] = [left.at(0), left.at(-1)];
  if (first === undefined || last === undefined) return [];
  const outline = `M${points.join('L')}`;
  const [cx, cy] = [px(x(last.at)), px(y(Math.max(0, last.value)))];
  const closed = `${outline}L${cx} ${BOTTOM}L${px(x(first.at))} ${BOTTOM}Z`;
  return [
    element('path', { d: closed, fill: fillOf(id, 'measured'), class: 'area' }),
    element('path', { d: outline, class: 'line' }),
    element('circle', { cx, cy, r: 4, class: 'dot' }),
    label(cx + 8, cy - 8, { text: `${format(last.value)} left`, class: 'value' }),
  ];
}
