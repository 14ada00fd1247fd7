/** The agent types that 1.0.4 names. Any other text is a type too: users have their own. */
export const QEAgentType = {
  TEST_GENERATOR: 'test-generator',
  TEST_EXECUTOR: 'test-executor',
  COVERAGE_ANALYZER: 'coverage-analyzer',
  QUALITY_ANALYZER: 'quality-analyzer',
  PERFORMANCE_TESTER: 'performance-tester',
  SECURITY_SCANNER: 'security-scanner',
  QUALITY_GATE: 'quality-gate',
  CHAOS_ENGINEER: 'chaos-engineer',
  VISUAL_TESTER: 'visual-tester',
  FLEET_COMMANDER: 'fleet-commander',
  REQUIREMENTS_VALIDATOR: 'requirements-validator',
  PRODUCTION_INTELLIGENCE: 'production-intelligence',
  DEPLOYMENT_READINESS: 'deployment-readiness',
  REGRESSION_RISK_ANALYZER: 'regression-risk-analyzer',
  TEST_DATA_ARCHITECT: 'test-data-architect',
  API_CONTRACT_VALIDATOR: 'api-contract-validator',
  FLAKY_TEST_HUNTER: 'flaky-test-hunter',
} as const;
export type QEAgentType = string;
