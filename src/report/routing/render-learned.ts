import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { LearnedChange, StartChange } from '../../core/escalation/compare-learned.ts';
import { oneLine } from '../one-line.ts';
import type { LearnReport } from './learn-report.ts';
import { percent } from './percent.ts';

/** Bands of the score, by their positions. */
const bands = ['to 0.4', 'to 0.8', 'above'];

/** What was learned, for people. */
export function renderLearned(report: LearnReport, style: ChalkInstance): string {
  const leftOut = report.leftOut.map(
    ({ agentType, tasks, needed }) => `${oneLine(agentType)} ${tasks} of ${needed}`,
  );
  const without =
    leftOut.length === 0 ? [] : [`Left out, with too few tasks: ${leftOut.join(', ')}.`];
  if (report.kind === 'tooFew') {
    return [
      `Nothing was learned: no agent type has the ${report.minSamples} verified tasks that it takes.`,
      ...without,
      'Tasks are verified and recorded while routing.escalation and routing.costTracking are enabled.',
    ].join('\n');
  }
  const { tasks, from, until, acceptance, starts, written, file, used } = report;
  return [
    `${tasks} verified tasks from ${from.slice(0, 10)} to ${until.slice(0, 10)}`,
    '',
    renderTable(acceptance, acceptanceColumns, style),
    '',
    renderTable(starts, startColumns, style),
    '',
    ...without,
    written ? `Wrote ${file}.` : `Nothing was written; without --dry-run it would be ${file}.`,
    ...(used
      ? []
      : [`It is used where the configuration says routing.escalation.learned: ${file}`]),
  ].join('\n');
}

const kindColumns = [
  { title: 'agent type', cell: ({ agentType }: StartChange | LearnedChange) => oneLine(agentType) },
  { title: 'score', cell: ({ band }: StartChange | LearnedChange) => bands[band] ?? String(band) },
];

const acceptanceColumns = [
  ...kindColumns,
  { title: 'model', cell: ({ model }: LearnedChange) => oneLine(model) },
  {
    title: 'tasks',
    align: 'right' as const,
    cell: ({ tasks }: LearnedChange) => String(Math.round(tasks)),
  },
  {
    title: 'accepted',
    align: 'right' as const,
    cell: ({ acceptedBefore, acceptedAfter }: LearnedChange) =>
      acceptedBefore === null
        ? percent(acceptedAfter)
        : `${percent(acceptedBefore)} → ${percent(acceptedAfter)}`,
  },
];

const startColumns = [
  ...kindColumns,
  {
    title: 'starts with',
    cell: ({ before, after }: StartChange) =>
      before === null || before === after
        ? oneLine(after)
        : `${oneLine(before)} → ${oneLine(after)}`,
  },
  { title: 'why', cell: ({ reason }: StartChange) => oneLine(reason) },
];
