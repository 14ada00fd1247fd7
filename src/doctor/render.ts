import type { ChalkInstance } from 'chalk';
import type { Check } from './check.ts';
import type { Diagnosis } from './diagnose.ts';

/** One line a check with a mark, and below what is not well what to do about it. */
export function renderDiagnosis({ checks, summary }: Diagnosis, style: ChalkInstance): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap((check) => renderCheck(check, width, style));
  const { ok, warning, failed, skipped } = summary;
  const verdict = `${ok} ok, ${warning} to look at, ${failed} failed, ${skipped} skipped`;
  return [...lines, '', verdict].join('\n');
}

function renderCheck(check: Check, width: number, style: ChalkInstance): readonly string[] {
  const marks = {
    ok: style.green('✔'),
    warning: style.yellow('!'),
    failed: style.red('✖'),
    skipped: style.dim('-'),
  };
  const line = `${marks[check.status]} ${check.name.padEnd(width)}  ${check.message}`;
  if (check.hint === undefined) return [line];
  return [line, style.dim(`  ${' '.repeat(width)}  ${check.hint}`)];
}
