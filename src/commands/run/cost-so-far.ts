import type { TaskPlan } from '../../fleet/plan-task.ts';
import { promptTokens } from '../../fleet/prompt.ts';
import type { CostSoFar } from './status-line.ts';

/** What the status line makes of tokens, until the provider has the last word. */
export function costSoFarOf({ choice, prompt }: TaskPlan): CostSoFar {
  const { prices } = choice.model;
  if (prices === undefined) return () => undefined;
  const input = promptTokens(prompt) * prices.input;
  return (outputTokens) => input + outputTokens * prices.output;
}
