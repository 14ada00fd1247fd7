import { type Attributes, type Content, element, type Markup } from '../html/markup.ts';
import type { Fill, Series } from './chart.ts';

/** All charts are so wide, in their own units. */
export const WIDTH = 720;

/** What a drawing is called, and how high it is. */
interface Frame {
  /** Unique in its page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly height: number;
}

/** A number of the drawing, without the digits that nobody sees. */
export function px(value: number): number {
  return Number(value.toFixed(2));
}

/** A drawing with its name and its description for those who do not see it. */
export function drawing(
  { id, title, description, height }: Frame,
  children: readonly Content[],
): Markup {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${px(height)}`,
      class: 'chart',
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-desc`,
    },
    [
      element('title', { id: `${id}-title` }, [title]),
      element('desc', { id: `${id}-desc` }, [description]),
      ...children,
    ],
  );
}

/** Words in a drawing. */
export function label(x: number, y: number, { text, ...attributes }: LabelText): Markup {
  return element('text', { x: px(x), y: px(y), ...attributes }, [text]);
}

interface LabelText extends Attributes {
  readonly text: string;
}

/** A straight line. */
export function line(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  attributes: Attributes,
): Markup {
  const [[x1, y1], [x2, y2]] = [from, to];
  return element('line', { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), ...attributes });
}

/** A filled box with a note that a pointer shows. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly note: string;
}

/** Draws a {@link Box}. */
export function box({ x, y, width, height, fill, note }: Box): Markup {
  const size = { x: px(x), y: px(y), width: px(width), height: px(height) };
  return element('rect', { ...size, fill, class: 'part' }, [element('title', {}, [note])]);
}

/** The fill of a series in a drawing that has {@link patterns}. */
export function fillOf(id: string, fill: Fill): string {
  return `url(#${id}-${fill})`;
}

/** What is drawn over the colour of each fill. Eight units wide; empty for a plain colour. */
const strokes: Readonly<Record<Fill, string>> = {
  measured: '',
  estimated: 'M-2 10L10 -2M-2 2L2 -2M6 10L10 6',
  simulated: 'M2 2h1M6 6h1',
  s1: '',
  s2: 'M-2 10L10 -2M-2 2L2 -2M6 10L10 6',
  s3: 'M2 2h1M6 6h1',
  s4: 'M0 4H8',
  s5: 'M4 0V8',
  s6: 'M0 4H8M4 0V8',
};

/** The patterns that {@link fillOf} names, one for each fill: colours come from the page, the pattern tells them apart without. */
export function patterns(id: string, fills: readonly Fill[]): Markup {
  return element(
    'defs',
    {},
    [...new Set(fills)].map((fill) =>
      element(
        'pattern',
        { id: `${id}-${fill}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
        [
          element('rect', { width: 8, height: 8, class: `fill-${fill}` }),
          element('path', { d: strokes[fill], class: 'hatch' }),
        ],
      ),
    ),
  );
}

/** About how wide a letter is. */
const LETTER = 6.6;

/** The names of the series, each with its fill; empty where there is only one of it. */
export function legend(id: string, series: readonly Series[], y: number): readonly Markup[] {
  if (series.length < 2) return [];
  let x = 64;
  return series.flatMap(({ name, fill }) => {
    const at = x;
    x += 34 + name.length * LETTER;
    return [
      element('rect', {
        x: px(at),
        y: px(y - 11),
        width: 14,
        height: 14,
        fill: fillOf(id, fill),
        class: 'part',
      }),
      label(at + 20, y, { text: name, class: 'legend' }),
    ];
  });
}

/** A name that fits; the whole of it is in the table beside the chart. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
