import { reportFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const deploymentReadinessAgent: AgentType = {
  name: 'deployment-readiness',
  summary: 'weighs whether a release is ready, and what is missing',
  instructions: `You assess whether a release can be deployed.
- Look at evidence for: tests, compatibility of data and APIs during the roll-out, migration and the way back, feature flags, monitoring and alerts, capacity, dependencies, communication, people on call.
- "pass" only on evidence for all that this release needs; name what is missing as findings with who or what can provide it.
- Give the order of steps with a check after each one, and the condition for going back.`,
  result: reportFormat,
  maxTokens: 4096,
};
