import type { ChalkInstance } from 'chalk';
import { type Column, renderTable } from '../../cli/table.ts';
import type { OutcomeReport, PolicyReport } from '../../core/routing/evaluation/judge-outcomes.ts';
import type { CurveReport } from '../../core/routing/evaluation/outcomes.ts';
import { percent } from './percent.ts';
import { startsText } from './starts-text.ts';

/** What choosing between two models brings, for people. */
export function renderOutcomes(report: OutcomeReport, style: ChalkInstance): string {
  const { n, weak, strong, policies, curves } = report;
  const priced = policies.every(({ costUsd }) => costUsd !== null);
  return [
    `${n} tasks, ${weak} (cheap) or ${strong} (strong)`,
    '',
    renderTable(policies, policyColumns(priced), style),
    '',
    escalationLine(report),
    '',
    renderTable(curves, curveColumns, style),
    '',
    `APGR, CPT: as RouteLLM defines them; chance is 0.500, 50 %, 80 %. Cost at so much of the strong model's quality, of ${
      priced ? "the strong model's cost" : 'its calls: the data has no costs'
    }.`,
  ].join('\n');
}

function policyColumns(priced: boolean): readonly Column<PolicyReport>[] {
  const cost: Column<PolicyReport> = {
    title: 'cost',
    align: 'right',
    cell: ({ costUsd }) => `$${(costUsd ?? 0).toFixed(4)}`,
  };
  return [
    { title: 'policy', cell: ({ name }) => name },
    { title: 'solves', align: 'right', cell: ({ solves }) => trimmed(solves) },
    { title: 'of strong', align: 'right', cell: ({ solvesVsStrong }) => percent(solvesVsStrong) },
    ...(priced ? [cost] : []),
    {
      title: priced ? 'saved' : 'calls saved',
      align: 'right',
      cell: ({ savedVsStrong }) => percent(savedVsStrong),
    },
  ];
}

function trimmed(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

const qualities = ['90', '95', '98', '100'] as const;

const curveColumns: readonly Column<CurveReport>[] = [
  { title: 'ranking', cell: ({ name }) => name },
  { title: 'APGR', align: 'right', cell: ({ apgr }) => apgr.toFixed(3) },
  { title: 'CPT50', align: 'right', cell: ({ cpt50 }) => percent(cpt50) },
  { title: 'CPT80', align: 'right', cell: ({ cpt80 }) => percent(cpt80) },
  ...qualities.map((quality): Column<CurveReport> => ({
    title: `cost at ${quality} %`,
    align: 'right',
    cell: ({ costAtQuality }) => {
      const cost = costAtQuality[quality];
      return cost === null ? '?' : percent(cost);
    },
  })),
];

function escalationLine({
  tiers,
  starts,
  selectionAccuracy,
  intervals,
  regret,
  learnedFrom,
}: OutcomeReport): string {
  return [
    `escalation: saved ${range(intervals.saved)}, solves ${range(intervals.solves)} of the strong model's (95 %)`,
    `begins with ${startsText(tiers, starts)}`,
    `answered by the cheapest model that solves it: ${selectionAccuracy === null ? '?' : percent(selectionAccuracy)}`,
    `behind the oracle: ${percent(regret.cost)} of the strong model's cost, ${percent(regret.solves)} of its solves`,
    ...(learnedFrom > 0 ? [`learned from ${learnedFrom} other tasks before`] : []),
  ].join('; ');
}

function range([low, high]: readonly [number, number]): string {
  return `${percent(low)} to ${percent(high)}`;
}
