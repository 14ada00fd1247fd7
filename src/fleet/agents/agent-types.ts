import { AqeError } from '../../errors.ts';
import { didYouMean } from '../../config/schema/near-key.ts';
import type { AgentType } from './agent-type.ts';
import { apiContractValidatorAgent } from './api-contract-validator.ts';
import { coverageAnalyzerAgent } from './coverage-analyzer.ts';
import { deploymentReadinessAgent } from './deployment-readiness.ts';
import { flakyTestHunterAgent } from './flaky-test-hunter.ts';
import { generalAgent } from './general.ts';
import { performanceMonitorAgent } from './performance-monitor.ts';
import { performanceTesterAgent } from './performance-tester.ts';
import { productionIntelligenceAgent } from './production-intelligence.ts';
import { qualityAnalyzerAgent } from './quality-analyzer.ts';
import { qualityGateAgent } from './quality-gate.ts';
import { regressionRiskAnalyzerAgent } from './regression-risk-analyzer.ts';
import { requirementsValidatorAgent } from './requirements-validator.ts';
import { securityScannerAgent } from './security-scanner.ts';
import { testDataArchitectAgent } from './test-data-architect.ts';
import { testExecutorAgent } from './test-executor.ts';
import { testGeneratorAgent } from './test-generator.ts';

/** Every built-in kind of agent, the default one first. A new one is a file and a line here. */
export const agentTypes: readonly AgentType[] = [
  generalAgent,
  testGeneratorAgent,
  testExecutorAgent,
  coverageAnalyzerAgent,
  qualityAnalyzerAgent,
  qualityGateAgent,
  performanceTesterAgent,
  performanceMonitorAgent,
  securityScannerAgent,
  flakyTestHunterAgent,
  apiContractValidatorAgent,
  testDataArchitectAgent,
  regressionRiskAnalyzerAgent,
  deploymentReadinessAgent,
  requirementsValidatorAgent,
  productionIntelligenceAgent,
];

/** Their names, in the same order. */
export const agentTypeNames: readonly string[] = agentTypes.map(({ name }) => name);

/**
 * Finds a kind of agent by its name.
 * @throws AqeError USAGE that lists the known ones
 */
export function agentType(name: string): AgentType {
  const found = agentTypes.find((type) => type.name === name);
  if (found !== undefined) return found;
  throw new AqeError('USAGE', `there is no agent type "${name}"`, {
    hint: didYouMean(name, agentTypeNames) ?? `Known: ${agentTypeNames.join(', ')}.`,
  });
}
