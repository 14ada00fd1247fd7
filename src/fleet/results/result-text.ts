import type { MadeFile, Report, ReportFinding, TaskResult } from './task-result.ts';

/** A result as text for people; what `--out file` gets too. */
export function resultText(result: TaskResult): string {
  switch (result.kind) {
    case 'text':
    case 'malformed': {
      return result.text;
    }
    case 'files': {
      return filesText(result.files, result.notes);
    }
    case 'report': {
      return reportText(result.report);
    }
  }
}

/** One file is its content; several stand under their names, as `head` shows them. */
function filesText(files: readonly MadeFile[], notes: string): string {
  const [only] = files;
  if (files.length === 1 && only !== undefined) return only.content;
  const parts = files.map(({ path, content }) => `==> ${path} <==\n${content.trimEnd()}\n`);
  return [...parts, ...(notes === '' ? [] : [notes])].join('\n');
}

function reportText({ verdict, summary, findings, metrics = {} }: Report): string {
  const numbers = Object.entries(metrics).map(([name, value]) => `${name}: ${value}`);
  return [
    `${verdict.toUpperCase()}: ${summary}`,
    ...findings.map(findingText),
    ...(numbers.length === 0 ? [] : [numbers.join('\n')]),
  ].join('\n\n');
}

function findingText({
  severity,
  title,
  detail,
  location = '',
  recommendation = '',
}: ReportFinding): string {
  const lines = [`${severity.toUpperCase()}  ${location === '' ? '' : `${location}  `}${title}`];
  if (detail !== '') lines.push(indent(detail));
  if (recommendation !== '') lines.push(indent(`-> ${recommendation}`));
  return lines.join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
