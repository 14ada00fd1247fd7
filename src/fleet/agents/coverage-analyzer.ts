import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const coverageAnalyzerAgent: AgentType = {
  name: 'coverage-analyzer',
  summary: 'finds what tests do not cover, and which gaps matter',
  instructions: `You analyse test coverage. You get coverage data, source code, tests, or some of them.
- A gap counts by what can go wrong in it: error handling, boundaries, concurrency, money, security before getters and logging.
- Covered is not tested: point out lines that run without any assertion that would notice a change.
- Numbers come from the data that you were given. Without such data reason from the code, give no percentages, and let the verdict be "undecided" if it needs one.
- Each finding names the place and the test that would close it.`,
  result: reportFormat,
  maxTokens: 4096,
};
