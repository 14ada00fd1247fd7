import type { ChalkInstance } from 'chalk';
import { describeNote } from '../config/describe.ts';
import type { RefreshReport } from './refresh-models.ts';

/** The report for people: one line a note, then how it ended and what to do next. */
export function describeRefresh(report: RefreshReport, style: ChalkInstance): string {
  return [...report.notes.map((note) => describeNote(note, style)), ending(report, style)].join(
    '\n',
  );
}

function ending({ file, status, backup, asOf }: RefreshReport, style: ChalkInstance): string {
  switch (status) {
    case 'refreshed': {
      return `Refreshed ${file} with the models of ${asOf}. The former file is ${backup ?? ''}.\nNext: ${style.bold(`aqe validate-config ${file}`)}`;
    }
    case 'up-to-date': {
      return `The models of ${file} are those of ${asOf}; nothing was changed.`;
    }
    case 'needed': {
      return `${file} needs a refresh to the models of ${asOf}; nothing was changed.`;
    }
    case 'preview': {
      return 'Nothing was written (--dry-run).';
    }
  }
}
