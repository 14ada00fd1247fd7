import type { Interval } from '../../core/statistics/interval.ts';

/** How a part is drawn: what kind of number it is, or the place of its series. Each has a pattern of its own, so that no colour is needed to tell them apart. */
export type Fill = 'measured' | 'estimated' | 'simulated' | 's1' | 's2' | 's3' | 's4' | 's5' | 's6';

/** A series of a chart. */
export interface Series {
  readonly name: string;
  readonly fill: Fill;
}

/** What all charts have. */
interface ChartFrame {
  readonly title: string;
  /** What a person sees who sees no chart: what it shows, and the main thing about it. */
  readonly description: string;
  /** Numbers for people. */
  readonly format: (value: number) => string;
}

/** Stacked columns, one for each stretch of time. */
export interface ColumnChart extends ChartFrame {
  readonly kind: 'columns';
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
}

interface Column {
  readonly label: string;
  /** One for each series; below 0 it is drawn as nothing. Undefined: nobody measured. */
  readonly values: readonly number[] | undefined;
}

/** Stacked horizontal bars, one for each name. */
export interface BarChart extends ChartFrame {
  readonly kind: 'bars';
  readonly series: readonly Series[];
  readonly bars: readonly {
    readonly label: string;
    /** One for each series. */
    readonly values: readonly number[];
  }[];
}

/** How many values lie where, on a logarithmic axis. */
export interface HistogramChart extends ChartFrame {
  readonly kind: 'histogram';
  readonly fill: Fill;
  /** In order, without gaps; at least one. */
  readonly buckets: readonly {
    readonly low: number;
    readonly high: number;
    readonly count: number;
  }[];
  /** Vertical lines with their names: quantiles, a target. */
  readonly marks: readonly Mark[];
}

/** A value that is worth a line. */
export interface Mark {
  readonly name: string;
  readonly value: number;
  readonly kind: 'quantile' | 'target';
}

/** Estimates with their intervals, each row on a scale of its own around "no difference". */
export interface IntervalChart extends Omit<ChartFrame, 'format'> {
  readonly kind: 'intervals';
  readonly rows: readonly IntervalRow[];
}

/** One estimate. Values are differences: 0 is none. */
export interface IntervalRow {
  readonly label: string;
  readonly point: number;
  readonly interval: Interval | undefined;
  /** The largest upper bound that passes. */
  readonly margin: number | undefined;
  readonly verdict: string;
  readonly format: (value: number) => string;
}

/** What is left of a limit. */
export interface BurndownChart extends ChartFrame {
  readonly kind: 'burndown';
  readonly limit: number;
  /** What is left at the beginning of each step, and at last now; `at` from 0, the beginning of the window, to 1, its end. */
  readonly left: readonly { readonly at: number; readonly value: number }[];
  /** What is below the axis. */
  readonly labels: readonly { readonly at: number; readonly text: string }[];
  /** Lines at what is left when an alert is given. */
  readonly alerts: readonly { readonly name: string; readonly value: number }[];
}

/** Named points in a plane; both axes begin at 0. */
export interface PointsChart extends ChartFrame {
  readonly kind: 'points';
  /** What the axes tell. */
  readonly x: string;
  readonly y: string;
  /** Lines to compare with. */
  readonly reference: { readonly x: number; readonly y: number };
  readonly points: readonly {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    /** The one that it is about. */
    readonly main: boolean;
  }[];
}

/** What can be drawn. */
export type Chart =
  | ColumnChart
  | BarChart
  | HistogramChart
  | IntervalChart
  | BurndownChart
  | PointsChart;
