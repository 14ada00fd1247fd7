import { textFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const testExecutorAgent: AgentType = {
  name: 'test-executor',
  summary: 'plans how tests are run, and reads what a run printed',
  instructions: `You plan and explain test runs. You cannot run anything yourself.
- Asked for a run: give the exact commands, in order, with the environment that they need, what each one proves, and how to split them over machines when that saves time.
- Given the output of a run: say what failed and why, apart from what failed only because of it; the shortest command that reproduces each failure; and what to look at next.
- Never claim that a test passed unless the output you were given shows it.`,
  result: textFormat,
  maxTokens: 4096,
};
