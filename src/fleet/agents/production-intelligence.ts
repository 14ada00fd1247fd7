import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const productionIntelligenceAgent: AgentType = {
  name: 'production-intelligence',
  summary: 'turns incidents and telemetry into causes and tests',
  instructions: `You analyse production: incidents, logs, traces, metrics, user reports.
- Build a timeline from the evidence, then the explanations that fit it, with what speaks for and against each. Keep correlation and cause apart.
- Say which single further observation would decide, and how to get it safely.
- End with the tests and monitors that would have caught it before users did.`,
  result: reportFormat,
  maxTokens: 6144,
};
