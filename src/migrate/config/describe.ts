import type { ChalkInstance } from 'chalk';
import type { Note } from '../plan.ts';
import type { MigrationReport } from './migrate-config.ts';

const marks: Readonly<Record<Note['kind'], string>> = { change: '+', keep: '=', warning: '!' };

/** The report for people: one line a note, then how it ended and what to do next. */
export function describeMigration(report: MigrationReport, style: ChalkInstance): string {
  return [...report.notes.map((note) => describeNote(note, style)), ending(report, style)].join(
    '\n',
  );
}

/** One line: what kind of note, of which step, what, and where. */
export function describeNote(note: Note, style: ChalkInstance): string {
  const paint = { change: style.green, keep: style.dim, warning: style.yellow }[note.kind];
  const where =
    note.location === undefined
      ? ''
      : style.dim(` (${note.location.line}:${note.location.column})`);
  return `  ${paint(marks[note.kind])} ${style.bold(note.step.padEnd(9))} ${note.message}${where}`;
}

function ending(report: MigrationReport, style: ChalkInstance): string {
  const { status, source, target } = report;
  switch (status) {
    case 'migrated': {
      return migrated(report, style);
    }
    case 'already-1.0.5': {
      return `${source} is already 1.0.5; nothing was changed.`;
    }
    case 'up-to-date': {
      return `${target} is already 1.0.5, with just these bytes; nothing was changed.`;
    }
    case 'needed': {
      return `${source} needs the migration to 1.0.5; nothing was changed.`;
    }
    case 'preview': {
      return 'Nothing was written (--dry-run).';
    }
    case 'undone': {
      return `${target} is as it was before the migration.`;
    }
    case 'target-removed': {
      return `${target} was removed.`;
    }
    case 'nothing-to-undo': {
      return `${source} is not migrated; there is nothing to undo.`;
    }
  }
}

function migrated({ source, target, backup }: MigrationReport, style: ChalkInstance): string {
  const files = source === target ? target : `${source} -> ${target}`;
  const kept = backup === undefined ? '' : ` The former file is ${backup}.`;
  const next = target === '-' ? '' : `\nNext: ${style.bold(`aqe validate-config ${target}`)}`;
  return `Migrated ${files}; everything new is off.${kept}${next}`;
}
