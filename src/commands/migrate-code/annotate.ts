import { githubCommand } from '../../cli/github-command.ts';
import type { CodemodReport } from '../../migrate/code/codemod.ts';

/** The report as annotations in a pull request. */
export function annotateCodemod(report: CodemodReport): string {
  const { unparsed, needsLook, files, typecheck } = report;
  const pending = report.mode === 'write' ? 'migrated' : `aqe ${report.command} would change this`;
  return [
    ...unparsed.map(({ file, line, column, message }) =>
      githubCommand('error', { file, line, col: column, title: 'does not parse' }, message),
    ),
    ...(typecheck?.newErrors ?? []).map(({ file, line, code, message }) =>
      githubCommand('error', { file, line, title: code }, message),
    ),
    ...needsLook.map(({ file, line, column, code, message }) =>
      githubCommand('warning', { file, line, col: column, title: code }, message),
    ),
    ...files.flatMap(({ file, classes }) =>
      classes.map(({ line, column, actions }) =>
        githubCommand('notice', { file, line, col: column, title: pending }, actions.join(', ')),
      ),
    ),
  ].join('');
}
