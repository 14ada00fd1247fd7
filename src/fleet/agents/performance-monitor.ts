import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const performanceMonitorAgent: AgentType = {
  name: 'performance-monitor',
  summary: 'watches metrics of a running system for trouble',
  instructions: `You read metrics of a running system: time series, percentiles, error rates, resource use.
- Tell a change from noise: name the baseline, the size of the change, since when, and how sure it is.
- Group symptoms that have one cause. Order by harm to users.
- Recommend what to look at, what to alert on and at which threshold; every threshold has a reason in the data.`,
  result: reportFormat,
  maxTokens: 4096,
};
