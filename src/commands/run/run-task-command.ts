import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { failureError } from '../../core/streaming/failure-error.ts';
import type { FailedEvent, VerdictEvent } from '../../core/streaming/events.ts';
import { AqeError } from '../../errors.ts';
import type { ResultEvent } from '../../fleet/run-event.ts';
import type { TaskResult } from '../../fleet/results/task-result.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import { presentJsonl } from './present-jsonl.ts';
import { presentLive } from './present-live.ts';
import { presentPipe } from './present-pipe.ts';
import { presentQuiet } from './present-quiet.ts';
import type { Presenter } from './presenter.ts';
import { printResult } from './print-result.ts';
import { refuseTaken } from './save-result.ts';
import { runEvents } from './run-events.ts';
import type { RunCommandOptions } from './run-options.ts';
import { costText } from './summary.ts';
import { readTask } from './task-text.ts';

/** Runs one task and prints what comes of it. */
export async function runTaskCommand(
  context: Context,
  argument: string | undefined,
  options: RunCommandOptions,
): Promise<ExitCode> {
  refuseContradictions(context, options);
  await refuseTaken(options, context);
  const given = await readTask(context, argument, options.file);
  const run = await prepareRun(context, given, options);
  try {
    // Money is held and booked in here: an interrupt ends the call, books it, and is reported then.
    return await context.atomically(async () => carryOut(context, run, options));
  } finally {
    await run.close();
  }
}

/** Commander knows conflicts between options of one command only; `--json` is everybody's. */
function refuseContradictions(
  { reporter }: Context,
  { jsonl, input = [], file }: RunCommandOptions,
): void {
  if (jsonl === true && reporter.json) {
    throw new AqeError('USAGE', '--json and --jsonl are two answers to one question', {
      hint: 'Leave one of the two out.',
    });
  }
  if (file === '-' && input.includes('-')) {
    throw new AqeError('USAGE', 'standard input can be read once only', { hint: 'Give - once.' });
  }
}

async function carryOut(
  context: Context,
  run: PreparedRun,
  options: RunCommandOptions,
): Promise<ExitCode> {
  const presenter = await presenterFor(context, run, options);
  let answer: ResultEvent | undefined;
  let failure: FailedEvent | undefined;
  const verdicts: VerdictEvent[] = [];
  try {
    for await (const event of runEvents(run)) {
      presenter.show(event);
      if (event.type === 'verdict') verdicts.push(event);
      if (event.type === 'result') answer = event;
      if (event.type === 'failed') failure = event;
    }
  } finally {
    presenter.end();
  }
  if (failure !== undefined) throw explained(failure);
  if (answer === undefined) throw new Error('a run ended without a result');
  await printResult(context, { run, answer, verdicts, options });
  const verdict = verdicts.findLast(({ modelName }) => modelName === answer.modelName);
  if (verdict?.verdict === 'reject') return ExitCode.negative;
  return exitCodeFor(answer.result);
}

/** The error of a run that failed, with what it has cost all the same. */
function explained(failure: FailedEvent): AqeError {
  const error = failureError(failure);
  if (failure.cost === 0) return error;
  const { code, message, hint, details, cause } = error;
  const said = code === 'INTERRUPTED' ? 'interrupted' : message;
  return new AqeError(code, `${said}; it cost ${costText(failure)}`, {
    hint,
    cause,
    details: { ...details, cost: failure.cost },
  });
}

async function presenterFor(
  context: Context,
  { plan }: PreparedRun,
  options: RunCommandOptions,
): Promise<Presenter> {
  if (options.jsonl === true) return presentJsonl(context);
  if (context.reporter.json || !plan.streamed) return presentQuiet(context, plan);
  return context.stdout.isTTY === true ? presentLive(context, plan) : presentPipe(context);
}

/** A verdict is an answer to a question: no is 1, and not known is 5. */
function exitCodeFor(result: TaskResult): ExitCode {
  if (result.kind === 'malformed') return ExitCode.negative;
  if (result.kind !== 'report') return ExitCode.ok;
  const codes = { pass: ExitCode.ok, fail: ExitCode.negative, undecided: ExitCode.undecided };
  return codes[result.report.verdict];
}
