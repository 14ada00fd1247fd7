import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { MonitorSummary, ValueSummary } from '../../rollout/monitor/summary.ts';
import type { Watched } from '../../rollout/monitor/watched.ts';
import { breachText, clockText } from './event-text.ts';
import { limitText, spanText, valueText } from './value-text.ts';

const verdicts = {
  well: 'No limit was passed.',
  breached: 'Limits were passed:',
  nothing: 'Nothing was measured: no task ended, and no process answered.',
} as const satisfies Record<MonitorSummary['verdict'], string>;

/** What was seen, for people. */
export function summaryText(
  summary: MonitorSummary,
  watched: readonly Watched[],
  style: ChalkInstance,
): string {
  const { verdict, breaches, values, looks, gaps, from, to, interrupted } = summary;
  const span = spanText(Date.parse(to) - Date.parse(from));
  const missed = gaps === 0 ? '' : `, ${gaps} of them with a target that did not answer`;
  const table = renderTable(
    values,
    [
      { title: 'Value', cell: ({ id }) => id },
      { title: 'Last', align: 'right', cell: ({ last, unit }) => valueText(last, unit) },
      { title: 'Worst', align: 'right', cell: ({ worst, unit }) => valueText(worst, unit) },
      { title: 'Limit', cell: (value) => limitText(value) },
    ],
    style,
  );
  const color =
    verdict === 'well' ? style.green : verdict === 'breached' ? style.red : style.yellow;
  return [
    `${interrupted ? 'Interrupted: ' : ''}${looks} looks in ${span}${missed}.`,
    '',
    table,
    '',
    color(verdicts[verdict]),
    ...breaches.map((breach) => {
      const { began, ended } = breach;
      const until = ended === null ? 'still lasts' : `over at ${clockText(Date.parse(ended))}`;
      return `  ${clockText(Date.parse(began))}  ${breachText(breach, watched)}; ${until}`;
    }),
    ...values.filter((value) => isUnproven(value, breaches)).map(unprovenText),
    '',
  ].join('\n');
}

/** Past its limit in some look, and too little to show it. */
function isUnproven(
  { id, worst, limit, sense }: ValueSummary,
  breaches: MonitorSummary['breaches'],
): boolean {
  if (worst === null || breaches.some((breach) => breach.id === id)) return false;
  return sense === 'most' ? worst > limit : worst < limit;
}

function unprovenText({ id, worst, unit }: ValueSummary): string {
  return `  ${id} was ${valueText(worst, unit)} at worst, of too few to tell chance from harm.`;
}
