import { describeError } from '../../cli/describe-error.ts';
import type { Finding, Severity } from '../../config/validate/finding.ts';
import type { Results } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands that GitHub shows as annotations beside the lines. */
export function renderGithub(results: Results): string {
  return results
    .flatMap((result) => {
      if (result.kind === 'checked') return result.findings.map(annotation);
      return [command('error', { file: result.file }, describeError(result.error))];
    })
    .join('');
}

function annotation({ code, severity, message, hint, location, end }: Finding): string {
  const { file, line, column } = location;
  // GitHub accepts an end column only on the line where the annotation begins.
  const endColumn = end?.line === line ? { endColumn: end.column } : {};
  const place = { file, line, endLine: end?.line ?? line, col: column, ...endColumn, title: code };
  return command(commands[severity], place, hint === undefined ? message : `${message}\n${hint}`);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  );
  return `::${name} ${list.join(',')}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
