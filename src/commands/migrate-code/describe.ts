import type { ChalkInstance } from 'chalk';
import { renderTable } from '../../cli/table.ts';
import type { CodemodReport } from '../../migrate/code/codemod.ts';
import type { ChangedFile, MentionPlace } from '../../migrate/code/report.ts';
import type { UndoReport } from '../../migrate/code/undo-codemod.ts';

/** How a report is shown to people. */
interface Showing {
  readonly style: ChalkInstance;
  readonly verbose: boolean;
  /** Only what needs a person. */
  readonly quiet: boolean;
}

/** More lines of one kind than this are counted instead of shown, unless with --verbose. */
const MAX_SHOWN = 20;

/** The report of a migration of code, for people. */
export function describeCodemod(report: CodemodReport, showing: Showing): string {
  const parts = [
    ...(showing.quiet ? [] : [headline(report, showing), changes(report, showing)]),
    typeErrors(report, showing),
    unusedBases(report),
    looks(report, showing),
    unparsed(report, showing),
    ...(showing.quiet ? [] : [unchanged(report, showing), mentions(report, showing), next(report)]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline({ counts, status, command }: CodemodReport, { style }: Showing): string {
  const { classes, changed, created, seen, candidates } = counts;
  const what = command === 'migrate-agents' ? 'agent' : 'tool';
  const scope = `${plural(seen, 'source file')} seen, ${candidates} of interest`;
  const files = `${plural(classes, what)} in ${plural(changed, 'file')}${created > 0 ? `, ${created} created` : ''}`;
  switch (status) {
    case 'up-to-date':
      return `Nothing to change (${scope}).`;
    case 'pending':
      return `${style.bold('Would migrate')} ${files} (${scope}).`;
    case 'migrated':
      return `${style.green.bold('Migrated')} ${files} (${scope}).`;
    case 'rolled-back':
      return `${style.red.bold('Not migrated')}: the type check found new errors, and all files have their former bytes again.`;
  }
}

function changes({ files }: CodemodReport, showing: Showing): string {
  if (files.length === 0) return '';
  const rows = files.flatMap(changesOf);
  const { shown, rest } = limited(rows, showing);
  const table = renderTable(
    shown,
    [
      { title: 'File', cell: ({ place }) => place },
      { title: 'Class', cell: ({ name }) => name },
      { title: 'Change', cell: ({ done }) => done },
    ],
    showing.style,
  );
  return table + rest;
}

interface ChangeRow {
  readonly place: string;
  readonly name: string;
  readonly done: string;
}

function changesOf({ file, classes, status, renamed = 0 }: ChangedFile): ChangeRow[] {
  if (status === 'created') return [{ place: file, name: '', done: 'created' }];
  const rows = classes.map(({ name = '(anonymous)', line, actions }) => {
    return { place: `${file}:${line}`, name, done: actions.join(', ') };
  });
  const uses = `${plural(renamed, 'spy or assignment', 'spies and assignments')} renamed`;
  return renamed > 0 ? [...rows, { place: file, name: '', done: uses }] : rows;
}

function looks({ needsLook }: CodemodReport, showing: Showing): string {
  const lines = needsLook.map((place) => {
    const { file, line, column, code, class: name = 'a class', message, blocked } = place;
    const state = blocked ? 'not changed' : 'changed';
    return `  ${file}:${line}:${column}  ${showing.style.yellow(code)}  ${name} (${state}): ${message}`;
  });
  return section('Needs a look', lines, { ...showing, verbose: true });
}

function unusedBases({ unusedBases: names }: CodemodReport): string {
  return names
    .map((name) => `No class leads to --base ${name}. Is it written as in your imports?`)
    .join('\n');
}

function unparsed(report: CodemodReport, showing: Showing): string {
  const lines = report.unparsed.map(
    ({ file, line, column, message }) =>
      `  ${file}:${line}:${column}  ${showing.style.red(message)}`,
  );
  return section('Does not parse, left alone', lines, { ...showing, verbose: true });
}

function typeErrors({ typecheck }: CodemodReport, showing: Showing): string {
  if (typecheck === undefined) return '';
  const { before, after, newErrors } = typecheck;
  const lines = newErrors.map(
    ({ file, line, code, message }) => `  ${file}:${line}  ${showing.style.red(code)}  ${message}`,
  );
  if (lines.length > 0) return section('New type errors', lines, { ...showing, verbose: true });
  return showing.quiet ? '' : `Type check: no new error (${before} before, ${after} after).`;
}

function unchanged(report: CodemodReport, showing: Showing): string {
  const lines = report.unchanged.map(
    ({ file, reason }) => `  ${file}  ${showing.style.dim(reason)}`,
  );
  return section('Not changed', lines, showing);
}

function mentions(report: CodemodReport, showing: Showing): string {
  const lines = report.mentions.map(
    ({ file, line, column, kind, text }) =>
      `  ${file}:${line}:${column}  ${kind}  ${showing.style.dim(text)}`,
  );
  const kinds = countKinds(report.mentions);
  return section(`Other mentions of performTask, left as they are (${kinds})`, lines, showing);
}

function countKinds(places: readonly MentionPlace[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of places) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => plural(count, kind, kind === 'spy' ? 'spies' : undefined))
    .join(', ');
}

function next({ next: steps, status, backup }: CodemodReport): string {
  const rows = [
    ['Find the rest', steps.grep],
    ['Format', status === 'migrated' ? steps.format : undefined],
    ['Undo', steps.undo],
    ['Former bytes', backup],
  ] as const;
  return rows
    .flatMap(([title, text]) => (text === undefined ? [] : [`${`${title}:`.padEnd(15)}${text}`]))
    .join('\n');
}

function section(title: string, lines: readonly string[], showing: Showing): string {
  if (lines.length === 0) return '';
  const { shown, rest } = limited(lines, showing);
  return `${showing.style.bold(title)}: ${lines.length}\n${shown.join('\n')}${rest}`;
}

function limited<T>(
  rows: readonly T[],
  { verbose, style }: Showing,
): { readonly shown: readonly T[]; readonly rest: string } {
  if (verbose || rows.length <= MAX_SHOWN) return { shown: rows, rest: '' };
  const rest = `\n${style.dim(`  … and ${rows.length - MAX_SHOWN} more (--verbose shows all, --json too)`)}`;
  return { shown: rows.slice(0, MAX_SHOWN), rest };
}

function plural(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}

/** What undoing did, for people. */
export function describeUndo({ restored, removed, mode }: UndoReport): string {
  const would = mode === 'preview' ? 'Would restore' : 'Restored';
  const gone = removed.length > 0 ? `, removed ${removed.join(', ')}` : '';
  return [
    `${would} ${plural(restored.length, 'file')}${gone}.`,
    ...restored.map((file) => `  ${file}`),
  ].join('\n');
}
