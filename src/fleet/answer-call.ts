import type { CallPurpose } from '../core/cost/billing.ts';
import type { CallSettings } from '../core/streaming/call-settings.ts';
import type { ModelCall } from '../core/streaming/model-call.ts';
import type { Provider } from '../core/streaming/provider.ts';
import type { FleetTask } from './task.ts';

/** How a task's answer is asked for. */
interface AnswerOptions extends Pick<ModelCall, 'model' | 'request' | 'streamed' | 'signal'> {
  readonly provider: Provider;
  readonly settings: CallSettings;
  /** The arm of a rollout. */
  readonly variant: string;
  readonly agentId?: string | undefined;
  /** Milliseconds for the whole call. */
  readonly deadlineMs: number;
  /** The number of the first attempt, where the task has had some before; 1 when undefined. */
  readonly firstAttempt: number | undefined;
  /** `answer` when undefined. */
  readonly purpose: CallPurpose | undefined;
}

/** The call that asks for the answer to a task. */
export function answerCall(
  { id, type, agentType }: FleetTask,
  { provider, variant, agentId, model, purpose = 'answer', ...rest }: AnswerOptions,
): ModelCall {
  return {
    ...rest,
    streamId: id,
    identity: { taskId: id, taskType: type, agentType, agentId, variant, purpose },
    // Money that nobody asks for must not look like money that somebody does.
    model: provider.simulated ? { ...model, provider: provider.name } : model,
  };
}
