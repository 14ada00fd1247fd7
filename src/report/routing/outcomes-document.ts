import type { OutcomeReport, PolicyReport } from '../../core/routing/evaluation/judge-outcomes.ts';
import {
  type Block,
  columnsOf,
  type DataTable,
  type ReportDocument,
} from '../document/document.ts';
import { percent } from './percent.ts';
import { startsText } from './starts-text.ts';

/** What choosing between models brings, as a document with a chart. */
export function outcomesDocument(report: OutcomeReport): ReportDocument {
  const { n, tiers, curves } = report;
  return {
    title: 'Cheap first, verify, escalate',
    subtitle: `${n} tasks with known outcomes; models, the cheapest first: ${tiers.join(', ')}`,
    sections: [
      {
        id: 'policies',
        title: 'What ways to choose solve and cost',
        blocks: [figures(report), chart(report)],
      },
      {
        id: 'rankings',
        title: 'Rankings by the prompt alone',
        blocks: [
          { kind: 'text', text: 'The first x % of a ranking go to the strongest model.' },
          { kind: 'table', table: curveTable(curves) },
        ],
      },
    ],
    notes: notesOf(report),
  };
}

function figures(report: OutcomeReport): Block {
  const { policies, intervals, selectionAccuracy, regret, tiers, starts } = report;
  const [escalation] = policies;
  return {
    kind: 'figures',
    figures: [
      {
        name: 'Saved by escalation',
        value: escalation === undefined ? undefined : percent(escalation.savedVsStrong),
        detail: range(intervals.saved),
      },
      {
        name: 'Solves, of the strongest model’s',
        value: escalation === undefined ? undefined : percent(escalation.solvesVsStrong),
        detail: range(intervals.solves),
      },
      {
        name: 'Begins with the cheapest',
        value: percent(starts[0] ?? 0),
        detail: `of the tasks: ${startsText(tiers, starts)}`,
      },
      {
        name: 'Selection accuracy',
        value: selectionAccuracy === null ? undefined : percent(selectionAccuracy),
        detail: 'of the tasks that some model solves, answered by the cheapest that does',
      },
      {
        name: 'Behind the oracle',
        value: percent(regret.cost),
        detail: `of the strongest model’s cost, and ${percent(regret.solves)} of its solves`,
      },
    ],
  };
}

function range([low, high]: readonly [number, number]): string {
  return `95 %: ${percent(low)} to ${percent(high)}, by bootstrap over the tasks`;
}

function chart({ policies, strong }: OutcomeReport): Block {
  return {
    kind: 'chart',
    chart: {
      kind: 'points',
      title: 'Cost and solves of each way to choose',
      description: `Each point is a way to choose; further left is cheaper, higher solves more; the lines are ${strong} alone.`,
      format: percent,
      x: `cost, as a share of what ${strong} costs`,
      y: `solves, as a share of what ${strong} solves`,
      reference: { x: 1, y: 1 },
      points: policies.map(({ name, savedVsStrong, solvesVsStrong }) => ({
        name,
        x: 1 - savedVsStrong,
        y: solvesVsStrong,
        main: name === 'escalation',
      })),
    },
    table: policyTable(policies),
  };
}

function policyTable(policies: readonly PolicyReport[]): DataTable {
  return {
    caption: 'Ways to choose',
    columns: columnsOf('policy', '#solves', '#of strong', '#cost', '#saved'),
    rows: policies.map(({ name, solves, solvesVsStrong, costUsd, savedVsStrong }) => [
      name,
      Number.isInteger(solves) ? String(solves) : solves.toFixed(1),
      percent(solvesVsStrong),
      costUsd === null ? 'not in the data' : `$${costUsd.toFixed(4)}`,
      percent(savedVsStrong),
    ]),
  };
}

function curveTable(curves: OutcomeReport['curves']): DataTable {
  const qualities = ['90', '95', '98', '100'] as const;
  return {
    caption: 'Rankings',
    columns: columnsOf(
      'ranking',
      '#APGR',
      '#CPT50',
      '#CPT80',
      ...qualities.map((quality) => `#cost at ${quality} %`),
    ),
    rows: curves.map(({ name, apgr, cpt50, cpt80, costAtQuality }) => [
      name,
      apgr.toFixed(3),
      percent(cpt50),
      percent(cpt80),
      ...qualities.map((quality) => {
        const cost = costAtQuality[quality];
        return cost === null ? 'not reached' : percent(cost);
      }),
    ]),
  };
}

function notesOf({ policies, learnedFrom }: OutcomeReport): readonly string[] {
  const priced = policies.every(({ costUsd }) => costUsd !== null);
  return [
    'Escalation is the mean over forty replays of the policy that runs live, each with other errors of the verifier; it sees nothing of a task but verdicts and costs of the attempts that it makes.',
    'APGR and CPT are defined by RouteLLM (Ong et al., 2024); chance is 0.500, 50 % and 80 %.',
    ...(priced ? [] : ['The data has no costs: calls to the strongest model stand for them.']),
    ...(learnedFrom > 0 ? [`Learned from ${learnedFrom} other tasks before.`] : []),
  ];
}
