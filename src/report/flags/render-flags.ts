import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import { oneLine } from '../one-line.ts';
import type { FlagReport, FlagsReport, ReplicaLine } from './flags-report.ts';

/** The flags for a terminal. */
export function renderFlags(report: FlagsReport, style: ChalkInstance): string {
  const { flags, replicas } = report;
  const blocks = [
    `${style.bold('Shared flags')}: ${generationText(report)}`,
    renderTable(
      flags,
      [
        { title: 'flag', cell: ({ name }) => name },
        {
          title: 'here',
          cell: ({ value }) => onOff(value),
          color: (text, { value }) => (value ? style.green(text) : text),
        },
        { title: 'in the store', cell: ({ store }) => (store === null ? '-' : onOff(store)) },
        { title: 'decided by', cell: decidedBy },
      ],
      style,
    ),
    [...typeLines(report), rolloutLine(report)].join('\n'),
    replicas.length === 0 ? 'No replica is running.' : replicaTable(replicas, style),
  ];
  return blocks.join('\n\n');
}

function generationText({ generation, updatedAt, updatedBy, reason }: FlagsReport): string {
  if (updatedAt === null) return 'nothing is set, file and environment decide';
  const why = reason === null ? '' : ` (${oneLine(reason)})`;
  return `generation ${generation}, set by ${oneLine(updatedBy ?? 'somebody')} at ${updatedAt}${why}`;
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

function decidedBy({ source, detail, pinned }: FlagReport): string {
  const where = detail === null ? source : `${source} (${detail})`;
  return pinned ? `${where}, pinned: the store cannot change it here` : where;
}

function typeLines({ agentTypes }: FlagsReport): readonly string[] {
  return Object.entries(agentTypes).map(([type, own]) => {
    const said = Object.entries(own).map(([name, value]) => `${name} ${onOff(value)}`);
    return `${type}: ${said.join(', ')}`;
  });
}

function rolloutLine({ rollout }: FlagsReport): string {
  const where = rollout.shared ? ', by the store' : '';
  return `They are in force for ${rollout.percent} % of the tasks${where}.`;
}

function replicaTable(replicas: readonly ReplicaLine[], style: ChalkInstance): string {
  return renderTable(
    replicas,
    [
      { title: 'replica', cell: ({ name }) => oneLine(name) },
      { title: 'version', cell: ({ version }) => oneLine(version) },
      {
        title: 'generation',
        align: 'right',
        cell: ({ generation }) => String(generation),
        color: (text, { current }) => (current ? style.green(text) : style.yellow(text)),
      },
      { title: 'seen', cell: ({ seenAt }) => seenAt },
      { title: 'remarks', cell: remarks },
    ],
    style,
  );
}

function remarks({ pinned, problem, current }: ReplicaLine): string {
  const said = [
    ...(current ? [] : ['has not got the newest flags']),
    ...pinned.map((name) => `${name} is pinned there`),
    ...(problem === null ? [] : [oneLine(problem)]),
  ];
  return said.join('; ');
}
