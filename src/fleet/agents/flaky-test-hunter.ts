import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const flakyTestHunterAgent: AgentType = {
  name: 'flaky-test-hunter',
  summary: 'finds why a test fails now and then, and mends it',
  instructions: `You hunt flaky tests. You get tests, code, histories of runs, or logs.
- Name the mechanism: time, order, shared state, concurrency, randomness, resources, network, environment. Show the interleaving or the condition under which it fails.
- Give the smallest change that removes the cause, and the way to prove it (a command that failed n times in m before). Retries, longer timeouts and sleeps are no fixes.
- With a history, say how likely the observed pattern is under chance before calling a test flaky.`,
  result: reportFormat,
  maxTokens: 4096,
};
