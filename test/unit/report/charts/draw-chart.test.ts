import { describe, expect, it } from 'vitest';
import type {
  BarChart,
  BurndownChart,
  Chart,
  HistogramChart,
} from '../../../../src/report/charts/chart.ts';
import { drawChart } from '../../../../src/report/charts/draw-chart.ts';

const hostile = '</text><script>alert("1")</script>&\u0007\u202Ename';
const format = (value: number): string => `${value}u`;
const texts = { title: hostile, description: `what ${hostile} shows`, format };

const barChart: BarChart = {
  ...texts,
  kind: 'bars',
  series: [{ name: hostile, fill: 's1' }],
  bars: [
    { label: hostile, values: [10] },
    { label: 'half', values: [5] },
    { label: 'corrected', values: [-1] },
  ],
};

const histogram: HistogramChart = {
  ...texts,
  kind: 'histogram',
  fill: 'simulated',
  buckets: [
    { low: 100, high: 200, count: 4 },
    { low: 200, high: 400, count: 0 },
    { low: 400, high: 800, count: 1 },
  ],
  marks: [
    { name: hostile, value: 150, kind: 'quantile' },
    { name: 'target', value: 1000, kind: 'target' },
  ],
};

const burndown: BurndownChart = {
  ...texts,
  kind: 'burndown',
  limit: 100,
  left: [
    { at: 0, value: 100 },
    { at: 0.5, value: 40 },
  ],
  labels: [{ at: 0, text: hostile }],
  alerts: [{ name: hostile, value: 20 }],
};

const charts: Readonly<Record<Chart['kind'], Chart>> = {
  columns: {
    ...texts,
    kind: 'columns',
    series: [
      { name: hostile, fill: 'measured' },
      { name: 'estimated', fill: 'estimated' },
    ],
    columns: [
      { label: hostile, values: [30, 10] },
      { label: 'quiet', values: [0, -5] },
      { label: 'away', values: undefined },
    ],
  },
  bars: barChart,
  histogram,
  intervals: {
    ...texts,
    kind: 'intervals',
    rows: [
      {
        label: hostile,
        point: -0.2,
        interval: { low: -0.3, high: -0.1 },
        margin: 0,
        verdict: 'PASS',
        format,
      },
      {
        label: 'worse',
        point: 2,
        interval: { low: 1, high: 3 },
        margin: 0.5,
        verdict: 'FAIL',
        format,
      },
      {
        label: 'few',
        point: 0,
        interval: undefined,
        margin: undefined,
        verdict: 'INCONCLUSIVE',
        format,
      },
    ],
  },
  burndown,
  points: {
    ...texts,
    kind: 'points',
    x: 'cost',
    y: 'solves',
    reference: { x: 1, y: 1 },
    points: [
      { name: hostile, x: 0.6, y: 1.02, main: true },
      { name: 'near', x: 0.7, y: 1.02, main: false },
    ],
  },
};

/** The elements of a drawing, once it has shown to be well formed: every one that begins ends. */
function elements(html: string): readonly string[] {
  const open: string[] = [];
  const names: string[] = [];
  for (const [, end = '', name = ''] of html.matchAll(/<(\/?)([a-z]+)(?: [\w:-]+="[^"<>]*")*>/g)) {
    if (end === '') {
      open.push(name);
      names.push(name);
    } else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  return names;
}

/** The values of an attribute, as numbers. */
function numbers(html: string, element: string, attribute: string): readonly number[] {
  const pattern = new RegExp(`<${element} [^>]*?\\b${attribute}="([^"]*)"[^>]*class="part"`, 'g');
  return [...html.matchAll(pattern)].map(([, value]) => Number(value));
}

describe.each(Object.entries(charts))('a chart of %s', (_kind, chart) => {
  const { html } = drawChart(chart, 'it');

  it('is well formed, whatever names and texts are', () => {
    expect(elements(html)).not.toContain('script');
    for (const odd of ['\u0007', '\u202E', 'NaN', 'Infinity', 'undefined']) {
      expect(html).not.toContain(odd);
    }
    expect(html).toContain(String.raw`\u0007`);
  });

  it('has a name and a description for those who do not see it', () => {
    expect(html).toMatch(
      /^<svg xmlns="[^"]+" viewBox="0 0 720 [\d.]+" class="chart" role="img" aria-labelledby="it-title" aria-describedby="it-desc"><title id="it-title">[^<]+<\/title><desc id="it-desc">what /,
    );
  });

  it('refers only to what it has, under names of its own', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith('it-'))).toBe(true);
    for (const [, id] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  it('is the same for the same data', () => {
    expect(drawChart(chart, 'it').html).toBe(html);
  });
});

describe(drawChart, () => {
  it('draws columns as high as their values, and a sign where nothing was measured', () => {
    const { html } = drawChart(charts.columns, 'it');
    const [, , ...heights] = numbers(html, 'rect', 'height');
    expect(heights).toEqual([148.5, 49.5]);
    expect(html).toContain('>–</text>');
    expect(html).toContain('estimated: 10u</title>');
  });

  it('draws bars as long as their values; what is below 0 has none, and says so', () => {
    const { html } = drawChart(charts.bars, 'it');
    const [long = 0, half = 0, ...others] = numbers(html, 'rect', 'width');
    expect(long).toBe(half * 2);
    expect(others).toEqual([]);
    expect(html).toContain('>-1u</text>');
  });

  it('tells series apart by patterns, not by colours alone', () => {
    const { html } = drawChart(charts.columns, 'it');
    const strokes = [...html.matchAll(/<path d="([^"]*)" class="hatch">/g)].map(([, d]) => d);
    expect(new Set(strokes).size).toBe(strokes.length);
  });

  it('puts the names of marks side by side or in rows, never on each other', () => {
    const marks = ['p50', 'p90', 'p95'].map((name, index) => ({
      name,
      value: 300 + index,
      kind: 'quantile' as const,
    }));
    const { html } = drawChart({ ...histogram, marks }, 'it');
    const rows = [...html.matchAll(/y="(\d+)" class="quantile-name"/g)].map(([, y]) => y);
    expect(new Set(rows).size).toBe(3);
  });

  it('marks verdicts by shapes', () => {
    const { html } = drawChart(charts.intervals, 'it');
    expect(html).toMatch(/<circle [^>]*class="pass"/);
    expect(html).toMatch(/<path [^>]*class="fail"/);
    expect(html).toMatch(/<path [^>]*class="open"/);
    expect(html).toContain('2u [1u, 3u]');
  });

  it('draws nothing of a budget that has no course yet, and nothing below 0', () => {
    const empty = drawChart({ ...burndown, left: [] }, 'it');
    expect(empty.html).not.toContain('class="line"');
    const left = [
      { at: 0, value: 5 },
      { at: 1, value: -5 },
    ];
    const { html } = drawChart({ ...burndown, left }, 'it');
    expect(html).toContain('-5u left');
    expect(html).toMatch(/<circle cx="624" cy="214"/);
  });

  it('shortens a name that does not fit', () => {
    const bars = [{ label: 'x'.repeat(60), values: [1] }];
    const { html } = drawChart({ ...barChart, bars }, 'it');
    expect(html).toContain(`>${'x'.repeat(25)}…</text>`);
  });
});
