import { type ErrorReport, errorReport } from '../../cli/describe-error.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import type { Finding, Severity } from '../../config/validate/finding.ts';
import type { Repair } from '../../config/validate/repair.ts';
import type { CheckedFile, UncheckedFile } from '../../config/validate/validate-file.ts';

/** What became of each file. */
export type Results = readonly (CheckedFile | UncheckedFile)[];

/** One file in the `--json` output. */
interface FileReport {
  readonly file: string;
  /** Null when the file cannot be parsed or read. */
  readonly version: '1.0.4' | '1.0.5' | null;
  readonly findings: readonly Finding[];
  /** What `--fix` repaired, or with `--dry-run` would repair. */
  readonly fixed: readonly Repair[];
  /** With `--fix --dry-run`. */
  readonly diff?: string;
  /** Why the file was not checked. */
  readonly error?: ErrorReport['error'];
}

/** The `--json` output: schemas/validate-config.schema.json. */
export interface ValidationReport {
  readonly files: readonly FileReport[];
  readonly errors: number;
  readonly warnings: number;
}

/** The results as data. */
export function reportOf(results: Results): ValidationReport {
  return {
    files: results.map(fileReport),
    errors: count(results, 'error'),
    warnings: count(results, 'warning'),
  };
}

function fileReport(result: CheckedFile | UncheckedFile): FileReport {
  const { file } = result;
  if (result.kind === 'unchecked') {
    const { error } = errorReport(result.error);
    return { file, version: null, findings: [], fixed: [], error };
  }
  const { version = null, findings, repairs, diff } = result;
  return { file, version, findings, fixed: repairs, ...(diff === undefined ? {} : { diff }) };
}

/** How many findings have a severity. */
export function count(results: Results, severity: Severity): number {
  return findingsOf(results).filter((finding) => finding.severity === severity).length;
}

/** The findings of all files. */
export function findingsOf(results: Results): readonly Finding[] {
  return results.flatMap((result) => (result.kind === 'checked' ? result.findings : []));
}

/** 2 when a file was not checked, 1 when one is not good enough, else 0. */
export function exitCodeFor(results: Results, strict: boolean): ExitCode {
  if (results.some(({ kind }) => kind === 'unchecked')) return ExitCode.usage;
  const bad = count(results, 'error') + (strict ? count(results, 'warning') : 0);
  return bad > 0 ? ExitCode.negative : ExitCode.ok;
}
