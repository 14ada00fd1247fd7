import { askModel } from '../core/streaming/ask-model.ts';
import type { CallSettings } from '../core/streaming/call-settings.ts';
import type { CallPorts, ModelCall } from '../core/streaming/model-call.ts';
import type { Provider } from '../core/streaming/provider.ts';
import { readResult } from './results/read-result.ts';
import type { TaskPlan } from './plan-task.ts';
import type { RunEvent } from './run-event.ts';

/** How a plan is carried out. */
export interface RunOptions {
  readonly settings: CallSettings;
  readonly signal: AbortSignal;
  /** Milliseconds for the whole task. */
  readonly deadlineMs: number;
  /** The arm of a rollout. */
  readonly variant: string;
  /** The number of the first attempt, where the task has had some before; 1 when undefined. */
  readonly firstAttempt?: number | undefined;
}

/** Carries out a plan: `routed`, the events of the call, and `result` when there is an answer. Throws only for bugs. */
export async function* runTask(
  plan: TaskPlan,
  options: RunOptions,
  ports: CallPorts,
): AsyncGenerator<RunEvent> {
  const { task, type, choice } = plan;
  yield {
    type: 'routed',
    taskId: task.id,
    agentType: task.agentType,
    modelName: choice.model.name,
    model: choice.model.model,
    reason: choice.reason,
    score: choice.decision?.analysis.score,
  };
  for await (const event of askModel(callOf(plan, options, ports.provider), ports)) {
    yield event;
    if (event.type !== 'done') continue;
    const { type: _type, text, ...totals } = event;
    yield { type: 'result', result: await readResult(text, type.result), ...totals };
  }
}

function callOf(
  { task, choice, prompt, maxTokens, streamed }: TaskPlan,
  options: RunOptions,
  provider: Provider,
): ModelCall {
  const { settings, signal, deadlineMs, variant, firstAttempt } = options;
  return {
    streamId: task.id,
    identity: {
      taskId: task.id,
      taskType: task.type,
      agentType: task.agentType,
      variant,
      purpose: 'answer',
    },
    // Money that nobody asks for must not look like money that somebody does.
    model: provider.simulated ? { ...choice.model, provider: provider.name } : choice.model,
    request: { ...prompt, maxTokens },
    streamed,
    settings,
    signal,
    deadlineMs,
    firstAttempt,
  };
}
