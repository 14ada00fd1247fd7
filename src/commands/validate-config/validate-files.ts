import type { Context } from '../../cli/context.ts';
import type { ExitCode } from '../../cli/exit-code.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { configFile } from '../../config/effective/config-file.ts';
import { type Source, validateFile } from '../../config/validate/validate-file.ts';
import { daysUntil } from '../../core/calendar.ts';
import { AqeError } from '../../errors.ts';
import { agentTypeNames } from '../../fleet/agents/agent-types.ts';
import { type Format, printFindings } from './print-findings.ts';
import { exitCodeFor } from './report.ts';

/** The options of the command line. */
export interface ValidateFilesOptions {
  readonly fix?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly strict?: true | undefined;
  readonly format: Format;
  readonly replicas?: number | undefined;
}

/** Validates the files one after the other and prints what was found. */
export async function validateFiles(
  context: Context,
  names: readonly string[],
  options: ValidateFilesOptions,
): Promise<ExitCode> {
  const files = names.length > 0 ? names : [configFile(undefined, context.env).path];
  refuseContradictions(files, options);
  const { clock, ports } = context;
  const validation = {
    catalogue: async () => ports.catalogue(),
    daysLeft: (day: string) => daysUntil(day, clock),
    agentTypes: agentTypeNames,
    replicas: options.replicas,
    repair: repairMode(options),
  };
  const results = [];
  for (const file of files) {
    // One after the other: they are small, and standard input can be read once.
    // oxlint-disable-next-line no-await-in-loop
    results.push(await validateFile(sourceOf(context, file), context.files, validation));
  }
  await printFindings(context, results, options);
  return exitCodeFor(results, options.strict === true);
}

function repairMode({ fix, dryRun }: ValidateFilesOptions): 'none' | 'preview' | 'write' {
  if (fix !== true) return 'none';
  return dryRun === true ? 'preview' : 'write';
}

function sourceOf(context: Context, file: string): Source {
  if (file === '-') {
    return {
      file: STDIN_NAME,
      path: undefined,
      read: async (limit) => readStdin(context, limit),
    };
  }
  return { file, path: file, read: async (limit) => context.files.read(file, limit) };
}

function refuseContradictions(files: readonly string[], options: ValidateFilesOptions): void {
  const { fix, dryRun, format } = options;
  if (dryRun === true && fix !== true) {
    throw new AqeError('USAGE', '--dry-run belongs to --fix', {
      hint: 'Add --fix, or leave both out.',
    });
  }
  if (files.filter((file) => file === '-').length > 1) {
    throw new AqeError('USAGE', 'standard input can be read once only', { hint: 'Give - once.' });
  }
  if (fix === true && dryRun !== true && files.includes('-') && format === 'json') {
    throw new AqeError('USAGE', '--fix on - prints the repaired file, and --json prints JSON', {
      hint: 'Leave one of the two out, or add --dry-run.',
    });
  }
}
