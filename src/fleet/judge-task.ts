import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import { analyze } from '../core/routing/analyze.ts';
import type { ComplexityAnalysis } from '../core/routing/complexity-analysis.ts';
import type { RoutedModel, RouterSettings } from '../core/routing/routed-model.ts';
import {
  needsSecondOpinion,
  type OpinionPorts,
  type OpinionRequest,
  withSecondOpinion,
} from '../core/routing/second-opinion.ts';
import { askModel } from '../core/streaming/ask-model.ts';
import type { CallPorts, ModelCall } from '../core/streaming/model-call.ts';
import { asRouted } from './as-routed.ts';
import type { FleetTask } from './task.ts';

/** What a judgement is made with. */
export interface Judging {
  readonly settings: Pick<FleetSettings, 'routing' | 'streaming'>;
  readonly router: RouterSettings;
  readonly variant: string;
  readonly signal: AbortSignal;
  /** Opinions that were had before. */
  readonly opinions: () => Promise<OpinionPorts['cache']>;
  /** The way to a small model; asked for only when it is needed. */
  readonly portsFor: (model: RoutedModel) => Promise<CallPorts>;
}

/** What the router judges a task by: its own reading, and a small model's where that is in doubt and `routing.classifier` is on. */
export async function judgeTask(task: FleetTask, judging: Judging): Promise<ComplexityAnalysis> {
  const { settings, router, opinions, portsFor } = judging;
  const routed = asRouted(task);
  const analysis = analyze(routed, router.weights);
  const { enabled, model: wanted } = settings.routing.classifier;
  if (!needsSecondOpinion(analysis, enabled)) return analysis;
  const model = classifierModel(router, wanted);
  if (model === undefined) return analysis;
  const ports = await portsFor(model);
  const ask = async (request: OpinionRequest): Promise<string | undefined> =>
    answerOf(callFor(task, judging, { model, request }), ports);
  return withSecondOpinion(routed, analysis, { ask, cache: await opinions() });
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

function callFor(
  task: FleetTask,
  { settings, variant, signal }: Judging,
  { model, request }: { readonly model: RoutedModel; readonly request: OpinionRequest },
): ModelCall {
  const { system, prompt, maxTokens } = request;
  return {
    streamId: `${task.id}#classifier`,
    identity: {
      taskId: task.id,
      taskType: task.type,
      agentType: task.agentType,
      variant,
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
