import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { Interval } from '../../core/routing/evaluation/bootstrap.ts';
import { labels, type LabelReport } from '../../core/routing/evaluation/labels.ts';
import { percent } from './percent.ts';

/** How well labels are predicted, for people. */
export function renderLabels(report: LabelReport, style: ChalkInstance): string {
  const { n, fitted, accuracy, withinOneTier, intervals, baselines } = report;
  const rows: readonly Row[] = [
    { name: 'router', accuracy, interval: intervals.accuracy },
    { name: 'majority', accuracy: baselines.majority, interval: undefined },
    { name: 'length only', accuracy: baselines.length, interval: undefined },
    { name: 'documents', accuracy: baselines.documents, interval: undefined },
  ];
  return [
    renderTable(
      rows,
      [
        { title: `${n} tasks`, cell: ({ name }) => name },
        { title: 'exact', align: 'right', cell: (row) => percent(row.accuracy) },
        { title: '95 % interval', align: 'right', cell: ({ interval }) => span(interval) },
      ],
      style,
    ),
    '',
    `Within one tier: ${percent(withinOneTier)} (${span(intervals.withinOneTier)}). Without the field "type".`,
    '',
    confusionTable(report, style),
    ...(fitted === 0 ? [] : ['', style.yellow(fittedNote(fitted, n))]),
  ].join('\n');
}

function fittedNote(fitted: number, n: number): string {
  return `The weights were fitted to ${fitted} of these ${n} tasks: on those the router looks better than it is. docs/routing.md has cross-validated numbers.`;
}

interface Row {
  readonly name: string;
  readonly accuracy: number;
  readonly interval: Interval | undefined;
}

function span(interval: Interval | undefined): string {
  return interval === undefined ? '' : interval.map((bound) => percent(bound)).join(' to ');
}

function confusionTable({ confusion }: LabelReport, style: ChalkInstance): string {
  return renderTable(
    labels,
    [
      { title: 'label, down; taken for, across', cell: (label) => label },
      ...labels.map((predicted) => ({
        title: predicted,
        align: 'right' as const,
        cell: (label: (typeof labels)[number]) => String(confusion[label][predicted]),
      })),
    ],
    style,
  );
}
