import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import type { VerifierErrors } from '../../core/escalation/escalation-settings.ts';
import { looksLearned, parseLearned } from '../../core/escalation/parse-learned.ts';
import { type JudgeOptions, judgeOutcomes } from '../../core/routing/evaluation/judge-outcomes.ts';
import { judgeLabels } from '../../core/routing/evaluation/labels.ts';
import {
  type Evaluation,
  parseEvaluation,
} from '../../core/routing/evaluation/parse-evaluation.ts';
import { AqeError } from '../../errors.ts';
import { policySettings } from '../../fleet/escalation/open-policy.ts';
import type { ReportDocument } from '../../report/document/document.ts';
import { renderLabels } from '../../report/routing/render-labels.ts';
import { renderOutcomes } from '../../report/routing/render-outcomes.ts';
import { giveReport } from '../report/give-report.ts';
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
  readonly format: 'terminal' | 'md' | 'html';
  readonly out?: string | undefined;
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
    refuseDocument(options);
    reporter.result(judgeLabels(evaluation.tasks, weights), renderLabels);
    return ExitCode.ok;
  }
  const report = judgeOutcomes(evaluation, {
    weights,
    ...(await historyOf(context, evaluation, options)),
    seed: options.seed,
    settings: { ...policySettings(settings.routing.escalation), verifier: verifierOf(options) },
  });
  if (options.format === 'terminal' && options.out === undefined) {
    reporter.result(report, renderOutcomes);
    return ExitCode.ok;
  }
  const { outcomesDocument } = await import('../../report/routing/outcomes-document.ts');
  const format = reporter.json ? 'json' : options.format;
  const document = (): ReportDocument => outcomesDocument(report);
  await giveReport(context, { data: report, document }, { format, out: options.out });
  return ExitCode.ok;
}

/** Labels have no chart. */
function refuseDocument({ format, out }: EvalOptions): void {
  if (format === 'terminal' && out === undefined) return;
  throw new AqeError('USAGE', '--format and --out are for outcomes; the file has labels', {
    hint: 'Leave them out, or print JSON with --json.',
  });
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
  const name = file === '-' ? STDIN_NAME : file;
  return parseEvaluation({ name, text: await textIn(context, file), weak, strong, tiers });
}

async function textIn(context: Context, file: string): Promise<string> {
  return file === '-'
    ? decodeText(await readStdin(context, MAX_BYTES), STDIN_NAME)
    : decodeText(await context.files.read(file, MAX_BYTES), file);
}

/** Outcomes of other tasks, or what a fleet has learned. */
async function historyOf(
  context: Context,
  { weak, strong, tiers }: Extract<Evaluation, { kind: 'outcomes' }>,
  { history }: EvalOptions,
): Promise<Pick<JudgeOptions, 'history' | 'learned'>> {
  if (history === undefined) return {};
  const name = history === '-' ? STDIN_NAME : history;
  const text = await textIn(context, history);
  if (looksLearned(text)) return { learned: parseLearned(name, text) };
  const earlier = parseEvaluation({ name, text, weak, strong, tiers });
  if (earlier.kind === 'outcomes') return { history: earlier.tasks };
  throw new AqeError('DATA_INVALID', `${history} has labels; a history has outcomes`, {
    hint: 'docs/routing.md describes the formats, one JSON object a line.',
  });
}
