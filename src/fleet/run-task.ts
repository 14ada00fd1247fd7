import type { CallPurpose } from '../core/cost/billing.ts';
import { askModel } from '../core/streaming/ask-model.ts';
import type { CallSettings } from '../core/streaming/call-settings.ts';
import type { CallPorts } from '../core/streaming/model-call.ts';
import { answerCall } from './answer-call.ts';
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
  /** What the ledger says it is for; `answer` when undefined. */
  readonly purpose?: CallPurpose | undefined;
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
  const { settings, signal, deadlineMs, variant, firstAttempt, purpose } = options;
  const { prompt, maxTokens, streamed } = plan;
  const call = answerCall(task, {
    model: choice.model,
    provider: ports.provider,
    request: { ...prompt, maxTokens },
    streamed,
    settings,
    signal,
    deadlineMs,
    variant,
    firstAttempt,
    purpose,
  });
  for await (const event of askModel(call, ports)) {
    yield event;
    if (event.type !== 'done') continue;
    const { type: _type, text, ...totals } = event;
    yield { type: 'result', result: await readResult(text, type.result), ...totals };
  }
}
