import { element, type Markup } from '../html/markup.ts';
import type { IntervalChart, IntervalRow } from './chart.ts';
import { drawing, label, line, px, shortened, WIDTH } from './frame.ts';
import { linearScale, type Scale } from './scale.ts';

const LEFT = 150;
const RIGHT = WIDTH - 212;
const ROW = 52;
const TOP = 30;

/** Draws estimates and their intervals around "no difference", with what is tolerated shaded. */
export function drawIntervals({ title, description, rows }: IntervalChart, id: string): Markup {
  const height = TOP + rows.length * ROW + 4;
  return drawing({ id, title, description, height }, [
    label(LEFT, 16, { text: '← better than stable', class: 'muted' }),
    label(RIGHT, 16, { text: 'worse than stable →', 'text-anchor': 'end', class: 'muted' }),
    ...rows.flatMap((row, index) => drawRow(row, TOP + index * ROW)),
  ]);
}

function drawRow(row: IntervalRow, y: number): readonly Markup[] {
  const { point, interval, margin, format } = row;
  const values = [0, point, interval?.low, interval?.high, margin].filter(
    (one) => one !== undefined,
  );
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // All of it stays a little away from the edges.
  const room = (high - low || 1) * 0.12;
  const x = linearScale({ from: low - room, to: high + room, start: LEFT, end: RIGHT });
  const middle = y + 22;
  return [
    label(LEFT - 12, middle + 4, { text: shortened(row.label, 20), 'text-anchor': 'end' }),
    ...tolerated(margin, x, y),
    line([LEFT, middle], [RIGHT, middle], { class: 'grid' }),
    line([x(0), y + 6], [x(0), y + 38], { class: 'axis' }),
    label(x(0), y + 49, { text: format(0), 'text-anchor': 'middle', class: 'small' }),
    ...whisker(row, x, middle),
    marker(row, x(point), middle),
    label(RIGHT + 12, middle - 3, { text: row.verdict, class: 'verdict' }),
    label(RIGHT + 12, middle + 13, { text: numbers(row), class: 'small' }),
  ];
}

function tolerated(margin: number | undefined, x: Scale, y: number): readonly Markup[] {
  if (margin === undefined) return [];
  const width = px(Math.max(0, x(margin) - LEFT));
  return [
    element('rect', { x: LEFT, y: px(y + 6), width, height: 32, class: 'tolerated' }),
    line([x(margin), y + 6], [x(margin), y + 38], { class: 'target' }),
  ];
}

function whisker({ interval }: IntervalRow, x: Scale, y: number): readonly Markup[] {
  if (interval === undefined) return [];
  const [low, high] = [x(interval.low), x(interval.high)];
  return [
    line([low, y], [high, y], { class: 'whisker' }),
    line([low, y - 7], [low, y + 7], { class: 'whisker' }),
    line([high, y - 7], [high, y + 7], { class: 'whisker' }),
  ];
}

/** A circle passes, a cross fails, a diamond is neither: the shape says what the colour does. */
function marker({ verdict }: IntervalRow, x: number, y: number): Markup {
  if (verdict === 'PASS') {
    return element('circle', { cx: px(x), cy: px(y), r: 6, class: 'pass' });
  }
  if (verdict === 'FAIL') {
    const [l, r, t, b] = [px(x - 6), px(x + 6), px(y - 6), px(y + 6)];
    return element('path', { d: `M${l} ${t}L${r} ${b}M${l} ${b}L${r} ${t}`, class: 'fail' });
  }
  const d = `M${px(x - 7)} ${px(y)}L${px(x)} ${px(y - 7)}L${px(x + 7)} ${px(y)}L${px(x)} ${px(y + 7)}Z`;
  return element('path', { d, class: 'open' });
}

function numbers({ point, interval, format }: IntervalRow): string {
  const range =
    interval === undefined ? '' : ` [${format(interval.low)}, ${format(interval.high)}]`;
  return `${format(point)}${range}`;
}
