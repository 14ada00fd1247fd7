import {
  type Block,
  columnsOf,
  type Figure,
  type ReportDocument,
  type Section,
  stateText,
} from '../document/document.ts';
import { summaryText } from '../feedback/render-feedback.ts';
import { formatCount } from '../format-count.ts';
import { periodText } from '../reported-period.ts';
import { canaryBlocks } from './canary-blocks.ts';
import { stageBlocks } from './stage-blocks.ts';
import { actualText, baselineText, criterionNames, targetText } from './criterion-text.ts';
import type { Criterion, RolloutReport } from './rollout-report.ts';
import { minuteText } from '../minute-text.ts';

/** How a rollout goes, for people. */
export function rolloutDocument(report: RolloutReport): ReportDocument {
  const { period, comparison, criteria } = report;
  return {
    title: 'Rollout of 1.0.5',
    subtitle: `What happened in ${periodText(period)}`,
    sections: [
      { id: 'criteria', title: 'Success criteria', blocks: criteriaBlocks(criteria) },
      { id: 'stages', title: 'Stages', blocks: stageBlocks(report.rollout) },
      { id: 'canary', title: 'Canary', blocks: canaryBlocks(report) },
      { id: 'flags', title: 'Features now', blocks: flagBlocks(report) },
      { id: 'feedback', title: 'Feedback', blocks: feedbackBlocks(report) },
      history(report),
    ],
    notes: [
      `Made on ${minuteText(report.at)} UTC from the tasks, the ledger, the flags, the feedback and the audit trail in the fleet's store.`,
      'A criterion is met, or missed, where the 95 % interval shows it; with too few tasks or voices it is not known. The baseline is what the documents say of 1.0.4; it was not measured here.',
      'Savings compare canary with stable in the same time. Throughput is what a fleet is asked for, not what it could do: a load test measures that.',
      ...comparison.notes,
    ],
  };
}

function criteriaBlocks(criteria: readonly Criterion[]): readonly Block[] {
  const table = {
    caption: 'Criteria of the documents',
    columns: columnsOf('metric', '#1.0.4 (documents)', '#target', '#measured', '#n', 'state'),
    rows: criteria.map((one) => [
      criterionNames[one.metric],
      baselineText(one),
      targetText(one),
      actualText(one),
      one.n === null ? '-' : formatCount(one.n),
      stateText[one.state],
    ]),
  };
  return [
    { kind: 'figures', figures: criteria.map(figureOf) },
    { kind: 'table', table },
  ];
}

function figureOf(one: Criterion): Figure {
  const { metric, actual, state } = one;
  return {
    name: criterionNames[metric],
    value: actual === null ? undefined : actualText(one),
    detail: `target ${targetText(one)}`,
    state,
  };
}

function flagBlocks({ flags }: RolloutReport): readonly Block[] {
  const { rollout, generation, updatedAt, updatedBy, reason, replicas } = flags;
  const changed =
    updatedAt === null
      ? 'nobody has changed them yet'
      : `changed on ${minuteText(updatedAt)} UTC by ${updatedBy ?? 'unknown'}${reason === null ? '' : ` (${reason})`}`;
  const figures: readonly Figure[] = [
    ...flags.flags.map(({ name, value, source }) => ({
      name,
      value: value ? 'on' : 'off',
      detail: `from ${source}`,
    })),
    {
      name: 'Share of tasks',
      value: `${rollout.percent} %`,
      detail: `generation ${generation}; ${changed}`,
    },
  ];
  const table = {
    caption: 'Replicas that live',
    columns: columnsOf('replica', 'version', '#generation', 'newest flags', 'problem'),
    rows: replicas.map((one) => [
      one.name,
      one.version,
      String(one.generation),
      one.current ? 'yes' : 'no',
      one.problem ?? '-',
    ]),
  };
  const none: Block = { kind: 'text', text: 'No replica is reporting at this moment.' };
  return [{ kind: 'figures', figures }, replicas.length === 0 ? none : { kind: 'table', table }];
}

function feedbackBlocks({ feedback }: RolloutReport): readonly Block[] {
  const { summary, latest } = feedback;
  if (summary.count === 0) {
    const text =
      'Satisfaction was not measured: nobody said anything. aqe feedback add keeps what people think.';
    return [{ kind: 'text', text }];
  }
  const stars = summary.byRating.toReversed();
  return [
    { kind: 'text', text: summaryText(summary) },
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: 'How satisfied people are',
        description: summaryText(summary),
        format: formatCount,
        series: [{ name: 'voices', fill: 'measured' }],
        bars: stars.map(({ rating, count }) => ({ label: starsText(rating), values: [count] })),
      },
      table: {
        caption: 'Ratings',
        columns: columnsOf('rating', '#voices'),
        rows: stars.map(({ rating, count }) => [starsText(rating), formatCount(count)]),
      },
    },
    {
      kind: 'table',
      table: {
        caption: 'What they say, the newest last',
        columns: columnsOf('at (UTC)', '#stars', 'by', 'task', 'text'),
        rows: latest.map(({ at, rating, by, task, text }) => [
          minuteText(at),
          String(rating),
          by,
          task ?? '-',
          text.replaceAll(/\s+/g, ' '),
        ]),
      },
    },
  ];
}

function starsText(rating: number): string {
  return `${rating} ${rating === 1 ? 'star' : 'stars'}`;
}

function history({ history: lines }: RolloutReport): Section {
  const table = {
    caption: 'What was done, the newest first',
    columns: columnsOf('at (UTC)', 'by', 'what', 'why'),
    rows: lines.map(({ at, by, action, reason }) => [minuteText(at), by, action, reason]),
  };
  const none: Block = { kind: 'text', text: 'Nothing was changed in this period.' };
  const blocks: readonly Block[] = lines.length === 0 ? [none] : [{ kind: 'table', table }];
  return { id: 'history', title: 'Audit trail', blocks };
}
