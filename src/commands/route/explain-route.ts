import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { routerSetup, withModel } from '../../config/settings/router-settings.ts';
import { route } from '../../core/routing/route.ts';
import { barStyleFor } from '../../report/bar.ts';
import { decisionReport } from '../../report/routing/decision-report.ts';
import { renderDecision } from '../../report/routing/render-decision.ts';
import { explainEscalation } from './explain-escalation.ts';
import { readRoutable, type RouteOptions } from './read-routable.ts';

/** What an answer may be long, as far as the estimate is concerned. */
const OUTPUT_TOKENS = 4096;

/** Decides and explains; spends nothing. */
export async function explainRoute(
  context: Context,
  argument: string | undefined,
  options: RouteOptions,
): Promise<ExitCode> {
  const { env, dotEnv, files, reporter, ports } = context;
  const [task, catalogue, { settings }] = await Promise.all([
    readRoutable(context, argument, options),
    ports.catalogue(),
    loadSettings({ files, file: options.config, env, dotEnv }),
  ]);
  const setup = routerSetup(settings.routing, catalogue);
  for (const warning of setup.warnings) reporter.warn(warning);
  const wanted =
    options.model === undefined
      ? { settings: setup.settings, name: undefined }
      : withModel(setup.settings, options.model, catalogue);
  const decision = route(task, {
    settings: wanted.settings,
    conditions: { pinned: wanted.name, maxOutputTokens: OUTPUT_TOKENS },
  });
  if (setup.fromCatalogue) {
    reporter.note(
      'The configuration lists no models: these are the current ones of the catalogue.',
    );
  }
  const enabled = settings.routing.enabled && settings.features.flags.multiModelRouter;
  const agentType = task.agentType ?? 'general';
  const report = decisionReport(decision, {
    output: OUTPUT_TOKENS,
    fromCatalogue: setup.fromCatalogue,
    enabled,
    escalation: enabled
      ? await explainEscalation(context, settings, { decision, agentType })
      : undefined,
  });
  reporter.result(report, (value, style) =>
    renderDecision(value, { style, bars: barStyleFor(env) }),
  );
  return ExitCode.ok;
}
