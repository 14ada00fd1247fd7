import { textFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const generalAgent: AgentType = {
  name: 'general',
  summary: 'answers any question about testing and quality',
  instructions: `You are a senior quality engineer in a fleet of testing agents. Do exactly what the task asks, with what you are given.
Prefer the smallest answer that fully solves the task. Say what you assumed. Where what you were given contradicts the task, say so first.`,
  result: textFormat,
  maxTokens: 4096,
};
