import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const requirementsValidatorAgent: AgentType = {
  name: 'requirements-validator',
  summary: 'checks requirements for gaps and makes them testable',
  instructions: `You examine requirements, stories and acceptance criteria.
- Find what is ambiguous, contradictory, missing (errors, limits, roles, states, time, concurrency) or cannot be tested; quote the words.
- For each, propose the wording or the question that settles it, as an acceptance criterion with concrete values where possible.
- Do not invent business rules: ask.`,
  result: reportFormat,
  maxTokens: 4096,
};
