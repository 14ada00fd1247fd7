import type { Context } from '../../cli/context.ts';
import { analyze } from '../../core/routing/analyze.ts';
import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import type { RoutedModel, RouterSettings } from '../../core/routing/routed-model.ts';
import {
  needsSecondOpinion,
  type OpinionRequest,
  withSecondOpinion,
} from '../../core/routing/second-opinion.ts';
import { askModel } from '../../core/streaming/ask-model.ts';
import type { CallPorts, ModelCall } from '../../core/streaming/model-call.ts';
import { asRouted } from '../../fleet/as-routed.ts';
import { opinionCache } from './opinion-cache.ts';
import type { Money } from './open-money.ts';
import { providerRequest } from '../../fleet/provider-request.ts';
import type { RunSetup } from './run-setup.ts';

/** Whose opinion on what. */
interface OpinionOptions {
  readonly router: RouterSettings;
  readonly money: Money;
  /** False when the score decides nothing: then nobody is paid for another one. */
  readonly decides: boolean;
}

/** What the router judges by: its own reading, and a small model's where that is in doubt and `routing.classifier` is on. The simulator has none. */
export async function analysisOf(
  context: Context,
  setup: RunSetup,
  { router, money, decides }: OpinionOptions,
): Promise<ComplexityAnalysis> {
  const { task, settings, simulated } = setup;
  const routed = asRouted(task);
  const analysis = analyze(routed, router.weights);
  const { enabled, model: wanted } = settings.routing.classifier;
  if (!decides || simulated || !needsSecondOpinion(analysis, enabled)) return analysis;
  const model = classifierModel(router, wanted);
  if (model === undefined) return analysis;
  const cache = await opinionCache(context);
  const opened = await context.ports.provider(providerRequest(setup, model));
  try {
    const ports = await portsFor(context, money, opened.provider);
    const ask = async (request: OpinionRequest): Promise<string | undefined> =>
      answerOf(callFor(context, setup, { model, request }), ports);
    return await withSecondOpinion(routed, analysis, { ask, cache: cache.entries });
  } finally {
    await opened.close();
    await cache.save();
  }
}

/** The configured one, else the cheapest enabled one whose price is known. */
function classifierModel(
  { models }: RouterSettings,
  wanted: string | undefined,
): RoutedModel | undefined {
  if (wanted !== undefined) return models.find(({ name }) => name === wanted);
  return models
    .filter(({ enabled, prices }) => enabled && prices !== undefined)
    .toSorted((a, b) => (a.prices?.input ?? 0) - (b.prices?.input ?? 0))[0];
}

async function portsFor(
  context: Context,
  { meter }: Money,
  provider: CallPorts['provider'],
): Promise<CallPorts> {
  // There are no retries whose delays would have to be spread.
  return { provider, meter, scheduler: await context.ports.scheduler(), random: () => 0 };
}

function callFor(
  { signal }: Context,
  { task, settings }: RunSetup,
  { model, request }: { readonly model: RoutedModel; readonly request: OpinionRequest },
): ModelCall {
  const { system, prompt, maxTokens } = request;
  return {
    streamId: `${task.id}#classifier`,
    identity: {
      taskId: task.id,
      taskType: task.type,
      agentType: task.agentType,
      variant: 'stable',
      purpose: 'classifier',
    },
    model,
    request: { system, messages: [{ role: 'user', text: prompt }], maxTokens },
    streamed: false,
    settings: { ...settings.streaming, maxRetries: 0 },
    signal,
    deadlineMs: settings.routing.classifier.timeoutMs,
  };
}

async function answerOf(call: ModelCall, ports: CallPorts): Promise<string | undefined> {
  for await (const event of askModel(call, ports)) {
    if (event.type === 'done') return event.text;
  }
  return undefined;
}
