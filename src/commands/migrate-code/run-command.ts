import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { withCount } from '../../cli/progress.ts';
import {
  type CodemodCommand,
  type CodemodReport,
  type Planner,
  runCodemod,
} from '../../migrate/code/codemod.ts';
import type { UndoReport } from '../../migrate/code/undo-codemod.ts';
import { annotateCodemod } from './annotate.ts';
import { describeCodemod, describeUndo } from './describe.ts';

/** What both migrations of code have on their command lines. */
interface CommandRequest {
  readonly command: CodemodCommand;
  readonly paths: readonly string[];
  readonly needles: readonly string[];
  readonly dryRun?: true | undefined;
  readonly check?: true | undefined;
  readonly undo?: true | undefined;
  readonly force?: true | undefined;
  readonly typecheck?: true | undefined;
  readonly format: 'pretty' | 'github';
}

/** Runs a migration of code as the command line asks, and prints what came of it. */
export async function runCommand(
  context: Context,
  request: CommandRequest,
  planner: Planner,
): Promise<ExitCode> {
  const { cwd, files, clock, signal, reporter, atomically } = context;
  const paths = request.paths.length > 0 ? request.paths : ['.'];
  const ports = { ...(await context.ports.code(cwd, signal)), files, clock, signal, atomically };
  if (request.undo === true) {
    const { command, force = false, dryRun: preview = false } = request;
    const { undoCodemod } = await import('../../migrate/code/undo-codemod.ts');
    const undone = await undoCodemod({ command, force, preview }, ports);
    print(context, request, undone);
    return ExitCode.ok;
  }
  const { command, needles, force = false, typecheck = false } = request;
  const job = { command, needles, paths, mode: modeOf(request), force, typecheck };
  const report = await withCount(context, `${command}: reading`, async (onFile) =>
    runCodemod(job, planner, { ...ports, onFile }),
  );
  if (reporter.json) reporter.result(report, () => '');
  else print(context, request, report);
  return exitCodeFor(report);
}

function modeOf({ dryRun, check }: CommandRequest): 'write' | 'preview' | 'check' {
  if (check === true) return 'check';
  return dryRun === true ? 'preview' : 'write';
}

function print(
  { reporter }: Context,
  { format }: CommandRequest,
  report: CodemodReport | UndoReport,
): void {
  const isUndo = !('counts' in report);
  if (reporter.json) {
    reporter.result(report, () => '');
    return;
  }
  if (format === 'github' && !isUndo) {
    reporter.raw(annotateCodemod(report));
    return;
  }
  const style = report.diff === undefined ? reporter.out : reporter.err;
  const options = { style, verbose: reporter.verbose, quiet: reporter.quiet };
  const text = isUndo ? describeUndo(report) : describeCodemod(report, options);
  if (report.diff === undefined) {
    reporter.result(report, () => text);
    return;
  }
  reporter.raw(report.diff);
  reporter.note(text);
}

/** A file that could not be read as code, and a type check that failed, are a no; so is a change that `--check` finds. */
function exitCodeFor({ mode, status, counts }: CodemodReport): ExitCode {
  const isNo =
    counts.unparsed > 0 || status === 'rolled-back' || (mode === 'check' && status === 'pending');
  return isNo ? ExitCode.negative : ExitCode.ok;
}
