import type { Decision } from '../core/routing/decision.ts';
import type { RoutedModel } from '../core/routing/routed-model.ts';
import { AqeError } from '../errors.ts';
import type { AgentType } from './agents/agent-type.ts';
import { type Prompt, promptFor, promptTokens } from './prompt.ts';
import type { FleetTask } from './task.ts';

/** Which model works on a task. */
export interface ModelChoice {
  readonly model: RoutedModel;
  readonly reason: string;
  /** Undefined where no router ran. */
  readonly decision: Decision | undefined;
}

/** A task that is ready to be run: nothing was spent on it yet. */
export interface TaskPlan {
  readonly task: FleetTask;
  readonly type: AgentType;
  readonly choice: ModelChoice;
  readonly prompt: Prompt;
  /** Output tokens at the most. */
  readonly maxTokens: number;
  readonly streamed: boolean;
}

/** What a plan is made of. */
export interface PlanOptions {
  readonly type: AgentType;
  readonly choice: ModelChoice;
  readonly streamed: boolean;
  /** Undefined: what the agent type says. */
  readonly maxTokens: number | undefined;
}

/**
 * Plans a task.
 * @throws AqeError INPUT_TOO_LARGE when prompt and answer do not fit into the model together
 */
export function planTask(task: FleetTask, options: PlanOptions): TaskPlan {
  const { type, choice } = options;
  const prompt = promptFor(task, type);
  const maxTokens = options.maxTokens ?? type.maxTokens;
  const input = promptTokens(prompt);
  refuseTooLarge(choice.model, { input, output: maxTokens });
  const streamed = options.streamed && choice.model.supportsStreaming;
  return { task, type, choice, prompt, maxTokens, streamed };
}

function refuseTooLarge(
  { name, contextWindow, maxTokens }: RoutedModel,
  { input, output }: { readonly input: number; readonly output: number },
): void {
  const room = Math.min(contextWindow ?? Infinity, maxTokens ?? Infinity);
  if (input + output <= room) return;
  throw new AqeError(
    'INPUT_TOO_LARGE',
    `the task has about ${input} tokens; with ${output} for the answer that does not fit into ${name}, which takes ${room}`,
    { hint: 'Name fewer files with --input, a smaller --max-tokens, or another --model.' },
  );
}
