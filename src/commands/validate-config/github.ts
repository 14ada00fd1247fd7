import { describeError } from '../../cli/describe-error.ts';
import { githubCommand } from '../../cli/github-command.ts';
import type { Finding, Severity } from '../../config/validate/finding.ts';
import type { Results } from './report.ts';

const commands = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
} as const satisfies Record<Severity, string>;

/** Workflow commands that GitHub shows as annotations beside the lines. */
export function renderGithub(results: Results): string {
  return results
    .flatMap((result) => {
      if (result.kind === 'checked') return result.findings.map(annotation);
      return [githubCommand('error', { file: result.file }, describeError(result.error))];
    })
    .join('');
}

function annotation({ code, severity, message, hint, location, end }: Finding): string {
  const { file, line, column } = location;
  // GitHub accepts an end column only on the line where the annotation begins.
  const endColumn = end?.line === line ? { endColumn: end.column } : {};
  const place = { file, line, endLine: end?.line ?? line, col: column, ...endColumn, title: code };
  return githubCommand(
    commands[severity],
    place,
    hint === undefined ? message : `${message}\n${hint}`,
  );
}
