import type { Context } from '../../cli/context.ts';
import type { VerdictEvent } from '../../core/streaming/events.ts';
import type { ResultEvent } from '../../fleet/run-event.ts';
import { resultText } from '../../fleet/results/result-text.ts';
import type { TaskResult } from '../../fleet/results/task-result.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { RunCommandOptions } from './run-options.ts';
import { answeringPlan } from './run-events.ts';
import { runResult } from './run-result.ts';
import { saveResult } from './save-result.ts';
import { summaryLine } from './summary.ts';

/** A run that has an answer. */
interface Answered {
  readonly run: PreparedRun;
  readonly answer: ResultEvent;
  /** Of the attempts, in order; none where one model was asked and nobody judged. */
  readonly verdicts: readonly VerdictEvent[];
  readonly options: RunCommandOptions;
}

/** Saves the answer where that was asked for, prints it where it was not shown yet, and says what it took. */
export async function printResult(
  context: Context,
  { run, answer, verdicts, options }: Answered,
): Promise<void> {
  const { reporter } = context;
  const { result } = answer;
  warnOf(answer, context);
  const saved = await saveOrShow(context, result, options);
  const shown = options.jsonl === true || (run.plan.streamed && !reporter.json) || saved.length > 0;
  if (!shown || reporter.json) {
    const facts = {
      simulated: run.ports.provider.simulated,
      recorded: run.recorded,
      saved,
      verdicts,
    };
    reporter.result(runResult(answeringPlan(run, answer), answer, facts), () => resultText(result));
  }
  for (const path of saved) reporter.note(`Wrote ${path}`);
  reporter.note(summaryOf(run, answer));
}

/** An answer is paid for: when it cannot be written, it is printed. */
async function saveOrShow(
  context: Context,
  result: TaskResult,
  { out, force }: RunCommandOptions,
): Promise<readonly string[]> {
  if (out === undefined) return [];
  try {
    return await saveResult(result, { out, force: force === true }, context);
  } catch (error) {
    if (!context.reporter.json) context.reporter.raw(`${resultText(result).trimEnd()}\n`);
    throw error;
  }
}

function summaryOf(run: PreparedRun, answer: ResultEvent): string {
  const { ports, recorded } = run;
  const simulated = ports.provider.simulated ? ' (simulated)' : '';
  const outcome = verdictOf(answer.result);
  const kept = recorded ? '' : ' · not recorded: cost tracking is off';
  return `${outcome}${answeringPlan(run, answer).choice.model.name}${simulated} · ${summaryLine(answer)}${kept}`;
}

function verdictOf(result: TaskResult): string {
  if (result.kind === 'report') return `${result.report.verdict} · `;
  if (result.kind !== 'files') return '';
  const count = result.files.length;
  return `${count} ${count === 1 ? 'file' : 'files'} · `;
}

function warnOf({ result, stopReason }: ResultEvent, { reporter }: Context): void {
  if (stopReason === 'max_tokens') {
    reporter.warn('The answer was cut short: it took all its output tokens. Raise --max-tokens.');
  }
  if (result.kind !== 'malformed') return;
  reporter.warn(
    `The answer has not the form that this agent promises: ${result.problems.join('; ')}`,
  );
}
