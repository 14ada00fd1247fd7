import type { Markup } from '../html/markup.ts';
import { drawBars } from './bars.ts';
import { drawBurndown } from './burndown.ts';
import type { Chart } from './chart.ts';
import { drawColumns } from './columns.ts';
import { drawHistogram } from './histogram.ts';
import { drawIntervals } from './intervals.ts';
import { drawPoints } from './points.ts';

/**
 * Draws a chart as SVG.
 * @param id unique in its page; it begins the names that the drawing refers to
 */
export function drawChart(chart: Chart, id: string): Markup {
  switch (chart.kind) {
    case 'columns': {
      return drawColumns(chart, id);
    }
    case 'bars': {
      return drawBars(chart, id);
    }
    case 'histogram': {
      return drawHistogram(chart, id);
    }
    case 'intervals': {
      return drawIntervals(chart, id);
    }
    case 'burndown': {
      return drawBurndown(chart, id);
    }
    case 'points': {
      return drawPoints(chart, id);
    }
  }
}
