import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeError } from '../../cli/describe-error.ts';
import { STDIN_NAME } from '../../cli/read-input.ts';
import type { Finding, Severity } from '../../config/validate/finding.ts';
import type { RuleInfo } from '../../config/rules/rule-info.ts';
import { ruleCodes, ruleTable } from '../../config/rules/rule-table.ts';
import { version } from '../../version.ts';
import { exitCodeFor, findingsOf, type Results } from './report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** SARIF 2.1.0, the format of code scanning services. */
export function renderSarif(results: Results, strict: boolean): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'aqe',
            semanticVersion: version,
            rules: Object.entries(ruleTable).map(rule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(results, strict)],
        results: findingsOf(results).map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule([code, info]: [string, RuleInfo]): object {
  const { title, severity, explanation, remedy } = info;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: `${remedy} See docs/config.md#${code}.` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function invocation(results: Results, strict: boolean): object {
  const failures = results.flatMap((outcome) => (outcome.kind === 'unchecked' ? [outcome] : []));
  return {
    executionSuccessful: failures.length === 0,
    exitCode: exitCodeFor(results, strict),
    toolExecutionNotifications: failures.map(({ file, error }) => ({
      level: 'error',
      message: { text: describeError(error) },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
    })),
  };
}

function result({ code, severity, message, hint, location, end, path }: Finding): object {
  const { line: startLine, column: startColumn } = location;
  const region = {
    startLine,
    startColumn,
    ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
  };
  return {
    ruleId: code,
    ruleIndex: ruleCodes.indexOf(code),
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(location.file) }, region },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
  };
}

function uriOf(file: string): string {
  if (file === STDIN_NAME) return 'stdin';
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
