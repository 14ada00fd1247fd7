import { element, type Markup } from '../html/markup.ts';
import type { PointsChart } from './chart.ts';
import { drawing, label, line, px, shortened, WIDTH } from './frame.ts';
import { linearScale, niceTicks, type Scale } from './scale.ts';

const LEFT = 64;
const RIGHT = WIDTH - 150;
const TOP = 20;
const BOTTOM = 290;
const HEIGHT = 336;
const MOST_LETTERS = 20;
/** Names of points that lie together stand below each other. */
const APART = 14;

/** Draws named points in a plane, with lines at the reference. */
export function drawPoints(chart: PointsChart, id: string): Markup {
  const { title, description, points, x: xAxis, y: yAxis, format, reference } = chart;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const xTicks = niceTicks(Math.max(0, reference.x, ...xs), 5);
  const yTicks = niceTicks(Math.max(0, reference.y, ...ys), 5);
  const x = linearScale({ from: 0, to: xTicks.at(-1) ?? 0, start: LEFT, end: RIGHT });
  const y = linearScale({ from: 0, to: yTicks.at(-1) ?? 0, start: BOTTOM, end: TOP });
  return drawing({ id, title, description, height: HEIGHT }, [
    ...yTicks.flatMap((tick) => [
      line([LEFT, y(tick)], [RIGHT, y(tick)], { class: tick === 0 ? 'axis' : 'grid' }),
      label(LEFT - 8, y(tick) + 4, { text: format(tick), 'text-anchor': 'end' }),
    ]),
    ...xTicks.flatMap((tick) => [
      line([x(tick), TOP], [x(tick), BOTTOM], { class: tick === 0 ? 'axis' : 'grid' }),
      label(x(tick), BOTTOM + 18, { text: format(tick), 'text-anchor': 'middle' }),
    ]),
    line([x(reference.x), TOP], [x(reference.x), BOTTOM], { class: 'pace' }),
    line([LEFT, y(reference.y)], [RIGHT, y(reference.y)], { class: 'pace' }),
    label((LEFT + RIGHT) / 2, HEIGHT - 8, { text: xAxis, 'text-anchor': 'middle', class: 'muted' }),
    label(LEFT, TOP - 8, { text: yAxis, class: 'muted' }),
    ...named(chart, x, y),
  ]);
}

function named({ points, format }: PointsChart, x: Scale, y: Scale): readonly Markup[] {
  let above = Number.NEGATIVE_INFINITY;
  return points
    .map((point) => ({ ...point, at: [x(point.x), y(point.y)] as const }))
    .toSorted((a, b) => a.at[1] - b.at[1])
    .flatMap(({ name, x: cost, y: solves, main, at: [cx, cy] }) => {
      above = Math.max(cy + 4, above + APART);
      const note = `${name}: ${format(cost)}, ${format(solves)}`;
      return [
        element('circle', { cx: px(cx), cy: px(cy), r: main ? 6 : 4, class: 'dot' }, [
          element('title', {}, [note]),
        ]),
        label(cx + 10, above, {
          text: shortened(name, MOST_LETTERS),
          class: main ? 'value' : 'small',
        }),
      ];
    });
}
