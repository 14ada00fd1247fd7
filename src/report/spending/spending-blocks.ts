import { formatDollars } from './format-dollars.ts';
import type { Fill, Series } from '../charts/chart.ts';
import { type Block, columnsOf, type DataTable } from '../document/document.ts';
import { formatCount } from '../format-count.ts';
import { alignedDollars } from './aligned-dollars.ts';
import type { SpendingGroup, SpendingSlice, Split } from './spending-report.ts';
import { minuteText } from '../minute-text.ts';

const kinds = ['measured', 'estimated', 'simulated'] as const;
const series: readonly Series[] = kinds.map((kind) => ({ name: kind, fill: kind }));

/** The kinds of numbers that there are; always the measured ones. */
function seriesOf(all: readonly Split[]): readonly Series[] {
  return series.filter(
    ({ name }) =>
      name === 'measured' ||
      all.some((split) => valuesOf(split, [name]).some((value) => value > 0)),
  );
}

function valuesOf(split: Split, names: readonly string[]): readonly number[] {
  return kinds.filter((kind) => names.includes(kind)).map((kind) => split[kind].nanoUsd);
}

/** Spend over time by what kind of number it is. */
export function overTime(slices: readonly SpendingSlice[]): Block {
  const shown = seriesOf(slices);
  const names = shown.map(({ name }) => name);
  const amounts = alignedDollars(slices.map((slice) => valuesOf(slice, names)));
  return {
    kind: 'chart',
    chart: {
      kind: 'columns',
      title: 'Spend over time',
      description: `US dollars in each of ${slices.length} stretches of time, ${names.join(', ')}.`,
      format: formatDollars,
      series: shown,
      columns: slices.map((slice) => ({ label: slice.label, values: valuesOf(slice, names) })),
    },
    table: {
      caption: 'Spend over time, US dollars',
      columns: columnsOf('from (UTC)', ...names.map((name) => `#${name}`)),
      rows: slices.map((slice, index) => [minuteText(slice.from), ...(amounts[index] ?? [])]),
    },
  };
}

const OTHERS = 'others';
const fills: readonly Fill[] = ['s1', 's2', 's3', 's4', 's5'];

/** Spend over time by the dearest models; nothing where there is only one. */
export function modelsOverTime(
  slices: readonly SpendingSlice[],
  models: readonly SpendingGroup[],
): readonly Block[] {
  if (models.length < 2) return [];
  const names = models.slice(0, fills.length).map(({ name }) => name);
  const shown: readonly Series[] = [
    ...names.map((name, index): Series => ({ name, fill: fills[index] ?? 's6' })),
    ...(models.length > names.length ? [{ name: OTHERS, fill: 's6' as const }] : []),
  ];
  const values = slices.map((slice) => shown.map(({ name }) => costIn(slice, name, names)));
  const amounts = alignedDollars(values);
  const table: DataTable = {
    caption: 'Spend over time by model, US dollars',
    columns: columnsOf('from (UTC)', ...shown.map(({ name }) => `#${name}`)),
    rows: slices.map((slice, index) => [minuteText(slice.from), ...(amounts[index] ?? [])]),
  };
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'columns',
        title: 'Spend over time by model',
        description: `US dollars in each of ${slices.length} stretches of time; the dearest model is ${names[0]}.`,
        format: formatDollars,
        series: shown,
        columns: slices.map(({ label }, index) => ({ label, values: values[index] })),
      },
      table,
    },
  ];
}

function costIn({ byModel }: SpendingSlice, name: string, names: readonly string[]): number {
  return byModel
    .filter(({ model }) => (name === OTHERS ? !names.includes(model) : model === name))
    .reduce((sum, { cost }) => sum + cost.nanoUsd, 0);
}

/** Spend by what it was for. */
export function groupBlock(title: string, name: string, groups: readonly SpendingGroup[]): Block {
  const shown = seriesOf(groups);
  const names = shown.map((one) => one.name);
  const amounts = alignedDollars(groups.map((group) => valuesOf(group, names)));
  return {
    kind: 'chart',
    chart: {
      kind: 'bars',
      title,
      description: `${title}: ${groups.length} in all, the dearest is ${groups[0]?.name ?? 'none'}.`,
      format: formatDollars,
      series: shown,
      bars: groups.map((group) => ({ label: group.name, values: valuesOf(group, names) })),
    },
    table: {
      caption: `${title}, US dollars`,
      columns: columnsOf(name, ...names.map((one) => `#${one}`), '#calls', '#tasks'),
      rows: groups.map((group, index) => [
        group.name,
        ...(amounts[index] ?? []),
        formatCount(group.calls),
        formatCount(group.tasks),
      ]),
    },
  };
}
