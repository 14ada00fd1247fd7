import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { judgeOutcomes } from '../../core/routing/evaluation/judge-outcomes.ts';
import { judgeLabels } from '../../core/routing/evaluation/labels.ts';
import { parseEvaluation } from '../../core/routing/evaluation/parse-evaluation.ts';
import { renderLabels } from '../../report/routing/render-labels.ts';
import { renderOutcomes } from '../../report/routing/render-outcomes.ts';
import { decodeText } from './decode-text.ts';

const MAX_BYTES = 256 * 1_048_576;

/** The options of `aqe route eval`. */
export interface EvalOptions {
  readonly weak?: string | undefined;
  readonly strong?: string | undefined;
  readonly config?: string | undefined;
}

/** Judges the router on a file. */
export async function evaluateRouting(
  context: Context,
  file: string,
  { weak, strong, config }: EvalOptions,
): Promise<ExitCode> {
  const { env, dotEnv, files, reporter } = context;
  const { settings } = await loadSettings({ files, file: config, env, dotEnv });
  const { weights } = settings.routing;
  const bytes =
    file === '-' ? await readStdin(context, MAX_BYTES) : await files.read(file, MAX_BYTES);
  const name = file === '-' ? STDIN_NAME : file;
  const evaluation = parseEvaluation({ name, text: decodeText(bytes, name), weak, strong });
  if (evaluation.kind === 'labels') {
    reporter.result(judgeLabels(evaluation.tasks, weights), renderLabels);
  } else {
    reporter.result(judgeOutcomes(evaluation, weights), renderOutcomes);
  }
  return ExitCode.ok;
}
