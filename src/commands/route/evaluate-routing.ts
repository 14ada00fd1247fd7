import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import {
  defaultEscalation,
  type VerifierErrors,
} from '../../core/escalation/escalation-settings.ts';
import type { TriedTask } from '../../core/routing/evaluation/outcomes.ts';
import { judgeOutcomes } from '../../core/routing/evaluation/judge-outcomes.ts';
import { judgeLabels } from '../../core/routing/evaluation/labels.ts';
import {
  type Evaluation,
  parseEvaluation,
} from '../../core/routing/evaluation/parse-evaluation.ts';
import { AqeError } from '../../errors.ts';
import { renderLabels } from '../../report/routing/render-labels.ts';
import { renderOutcomes } from '../../report/routing/render-outcomes.ts';
import { decodeText } from './decode-text.ts';

const MAX_BYTES = 256 * 1_048_576;

/** The options of `aqe route eval`. */
export interface EvalOptions {
  readonly weak?: string | undefined;
  readonly strong?: string | undefined;
  readonly tiers?: readonly string[] | undefined;
  /** Outcomes of other tasks, to learn from beforehand. */
  readonly history?: string | undefined;
  readonly verifierFalseAccept: number;
  readonly verifierFalseReject: number;
  readonly seed: number;
  readonly config?: string | undefined;
}

/** Judges the router on a file. */
export async function evaluateRouting(
  context: Context,
  file: string,
  options: EvalOptions,
): Promise<ExitCode> {
  refuseWorthless(options);
  const { env, dotEnv, files, reporter } = context;
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const { weights } = settings.routing;
  const evaluation = await evaluationIn(context, file, options);
  if (evaluation.kind === 'labels') {
    reporter.result(judgeLabels(evaluation.tasks, weights), renderLabels);
  } else {
    const history = await historyOf(context, evaluation, options);
    const report = judgeOutcomes(evaluation, {
      weights,
      history,
      seed: options.seed,
      settings: { ...defaultEscalation, verifier: verifierOf(options) },
    });
    reporter.result(report, renderOutcomes);
  }
  return ExitCode.ok;
}

function verifierOf({ verifierFalseAccept, verifierFalseReject }: EvalOptions): VerifierErrors {
  return { falseAccept: verifierFalseAccept, falseReject: verifierFalseReject };
}

/** A verifier that errs as often as it is right says nothing. */
function refuseWorthless(options: EvalOptions): void {
  const { falseAccept, falseReject } = verifierOf(options);
  if (falseAccept + falseReject < 1) return;
  throw new AqeError('USAGE', 'a verifier with these error rates says nothing', {
    hint: '--verifier-false-accept and --verifier-false-reject must add up to less than 1.',
  });
}

/**
 * Reads labelled tasks, or outcomes.
 * @throws AqeError FILE_…, DATA_INVALID
 */
export async function evaluationIn(
  context: Context,
  file: string,
  { weak, strong, tiers }: Pick<EvalOptions, 'weak' | 'strong' | 'tiers'>,
): Promise<Evaluation> {
  const bytes =
    file === '-' ? await readStdin(context, MAX_BYTES) : await context.files.read(file, MAX_BYTES);
  const name = file === '-' ? STDIN_NAME : file;
  return parseEvaluation({ name, text: decodeText(bytes, name), weak, strong, tiers });
}

async function historyOf(
  context: Context,
  { weak, strong, tiers }: Extract<Evaluation, { kind: 'outcomes' }>,
  { history }: EvalOptions,
): Promise<readonly TriedTask[]> {
  if (history === undefined) return [];
  const earlier = await evaluationIn(context, history, { weak, strong, tiers });
  if (earlier.kind === 'outcomes') return earlier.tasks;
  throw new AqeError('DATA_INVALID', `${history} has labels; a history has outcomes`, {
    hint: 'docs/routing.md describes the formats, one JSON object a line.',
  });
}
