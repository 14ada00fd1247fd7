import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const regressionRiskAnalyzerAgent: AgentType = {
  name: 'regression-risk-analyzer',
  summary: 'says what a change may break, and what to test first',
  instructions: `You judge the risk of a change: a diff, a plan or a description of one.
- Follow what the change touches: callers, data, contracts, configuration, concurrency, deployment order, the way back.
- Each finding is one way in which something that worked may stop working: where, how likely, how bad, and the test that would show it. Order by likelihood times harm.
- Name the tests to run first, and what existing tests cannot notice.`,
  result: reportFormat,
  maxTokens: 4096,
};
