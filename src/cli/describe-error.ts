import { AqeError, type ErrorDetails, type SourceLocation } from '../errors.ts';

/** `file:line:column`, as terminals and editors link it. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}

/** What to tell a person: where, code, message and hint for a failure we expect; for a bug, how to report it. */
export function describeError(error: unknown, verbose = false): string {
  if (error instanceof AqeError) return describeExpected(error, verbose);
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = verbose && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  return (
    `BUG: ${detail}${stack}\n` +
    'This is a defect in aqe, not in your input; nothing was half-written.\n' +
    'Please report it with `aqe --version`, `node --version` and the command, run again with --verbose.'
  );
}

function describeExpected(error: AqeError, verbose: boolean): string {
  const where = error.location === undefined ? '' : `${formatLocation(error.location)}: `;
  const lines = [`${where}${error.message} [${error.code}]`];
  if (error.hint !== undefined) lines.push(error.hint);
  if (verbose && error.stack !== undefined) lines.push(error.stack);
  return lines.join('\n');
}

/** The same as data: what `--json` prints when a command could not run. */
export interface ErrorReport {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly location?: SourceLocation;
    readonly details?: ErrorDetails;
  };
}

/** Turns whatever was thrown into the value that `--json` prints. */
export function errorReport(error: unknown): ErrorReport {
  if (!(error instanceof AqeError)) {
    return {
      error: { code: 'BUG', message: error instanceof Error ? error.message : String(error) },
    };
  }
  const { code, message, hint, location, details } = error;
  return {
    error: {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(location === undefined ? {} : { location }),
      ...(details === undefined ? {} : { details }),
    },
  };
}
