import type { ChalkInstance } from 'chalk';
import { type CodeFrame, codeFrames } from '../../cli/code-frame.ts';
import { formatLocation } from '../../cli/describe-error.ts';
import type { Finding, Severity } from '../../config/validate/finding.ts';
import type { CheckedFile } from '../../config/validate/validate-file.ts';
import { count, type Results } from './report.ts';

/** Nobody reads more of one file; they are counted all the same. */
const MAX_FINDINGS = 1000;

/** For people: every finding with its place in the file, and a line with the counts. */
export async function renderPretty(results: Results, style: ChalkInstance): Promise<string> {
  const checked = results.filter((result) => result.kind === 'checked');
  const parts = await Promise.all(checked.map(async (file) => renderFile(file, style)));
  const lines = [...parts, summary(results, style)].filter((part) => part !== '');
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

async function renderFile(result: CheckedFile, style: ChalkInstance): Promise<string> {
  const repairs = result.repairs.map(({ location, message, path }) => {
    const verb = result.diff === undefined ? 'fixed' : 'fixable';
    return `${formatLocation(location)}  ${style.green(verb)}  ${path}: ${message}`;
  });
  if (result.findings.length === 0) {
    const clean = `${style.green('✓')} ${result.file} (${result.version ?? '?'}): nothing to report`;
    return [...repairs, clean].join('\n');
  }
  const frame = await codeFrames(result.mask.text);
  const findings = result.findings
    .slice(0, MAX_FINDINGS)
    .map((finding) => renderFinding(finding, frame, style));
  return [
    ...(repairs.length === 0 ? [] : [`${repairs.join('\n')}\n`]),
    ...findings,
    ...omitted(result.findings.length - findings.length),
  ].join('\n');
}

function omitted(more: number): string[] {
  return more > 0
    ? [`… and ${amount(more, 'finding')} more; \`--format json\` has them all.\n`]
    : [];
}

function renderFinding(finding: Finding, frame: CodeFrame, style: ChalkInstance): string {
  const { code, severity, message, hint, location, end } = finding;
  const lines = [
    `${style.bold(formatLocation(location))}  ${label(severity, style)}  ${message}  ${style.dim(`[${code}]`)}`,
    frame(location, end),
    ...(hint === undefined ? [] : [hint]),
    style.dim(`docs/config.md#${code}`),
  ];
  return `${lines.join('\n')}\n`;
}

function label(severity: Severity, style: ChalkInstance): string {
  switch (severity) {
    case 'error': {
      return style.red(severity);
    }
    case 'warning': {
      return style.yellow(severity);
    }
    case 'info': {
      return style.blue(severity);
    }
  }
}

/** Left out for a single clean file, whose own line says the same. */
function summary(results: Results, style: ChalkInstance): string {
  const checked = results.filter(({ kind }) => kind === 'checked').length;
  const [errors, warnings, infos] = (['error', 'warning', 'info'] as const).map((severity) =>
    count(results, severity),
  );
  if (checked === 0 || (checked === 1 && errors === 0 && warnings === 0 && infos === 0)) return '';
  const counts = [amount(errors, 'error'), amount(warnings, 'warning'), `${infos ?? 0} info`];
  return style.bold(`${counts.join(', ')} in ${amount(checked, 'file')}`);
}

function amount(number: number | undefined, noun: string): string {
  return `${number ?? 0} ${noun}${number === 1 ? '' : 's'}`;
}
