export type { Finding, Severity } from './config/validate/finding.ts';
export { type ConfigDocument, type ConfigFormat, parseConfig } from './config/document/parse.ts';
export { detectShape, type Shape } from './config/shape.ts';
export {
  type Catalogue,
  type ModelEntry,
  modelStatus,
  type ModelStatus,
  type ModelTier,
  type TokenPrices,
} from './core/cost/catalogue.ts';
export type {
  AttemptEnd,
  AttemptOutcome,
  AttemptPlan,
  BilledModel,
  CallIdentity,
  CallPurpose,
  Charge,
  CostBasis,
  Meter,
  OpenAttempt,
} from './core/cost/billing.ts';
export type {
  BudgetAlert,
  BudgetStore,
  BudgetWindow,
  LedgerDimension,
  LedgerEntry,
  LedgerQuery,
  LedgerReader,
  LedgerSum,
  ReserveOutcome,
  ReserveRequest,
  Settlement,
  WindowKind,
  WindowState,
} from './core/cost/budget-store.ts';
export { addTokens, noTokens, type TokenUsage } from './core/cost/token-usage.ts';
export type { FeatureSettings } from './core/flags/feature-flags.ts';
export type { Clock, PostgresTarget, Scheduler } from './core/ports.ts';
export { analyze } from './core/routing/analyze.ts';
export {
  type ComplexityAnalysis,
  type ComplexityWeights,
  documentedWeights,
  type FactorName,
  type Factors,
  type Signal,
  tierBounds,
} from './core/routing/complexity-analysis.ts';
export type { Candidate, Decision, Obstacle, StrategyName } from './core/routing/decision.ts';
export type { ModelSelection } from './core/routing/model-selection.ts';
export { type RoutableTask, routableTask } from './core/routing/routable-task.ts';
export { route } from './core/routing/route.ts';
export type {
  BudgetCondition,
  RoutedModel,
  RouterSettings,
  RoutingConditions,
  RoutingInputs,
} from './core/routing/routed-model.ts';
export { toModelSelection } from './core/routing/to-model-selection.ts';
export { askModel } from './core/streaming/ask-model.ts';
export type { CallSettings } from './core/streaming/call-settings.ts';
export type { CallPorts, ModelCall } from './core/streaming/model-call.ts';
export { outcomeOf } from './core/streaming/outcome-of.ts';
export type {
  AttemptRecord,
  CallTotals,
  DoneEvent,
  FailedEvent,
  FailedReason,
  FallbackEvent,
  ProgressEvent,
  RestartEvent,
  StartEvent,
  StreamEvent,
  UsageEvent,
  VerdictEvent,
} from './core/streaming/events.ts';
export type { Verdict } from './core/escalation/verdict.ts';
export {
  type FailureKind,
  type ModelMessage,
  type ModelRequest,
  type Provider,
  type ProviderChunk,
  ProviderFailure,
  type ProviderReply,
} from './core/streaming/provider.ts';
export type {
  ProgressInfo,
  StreamCallbacks,
  StreamChunk,
  StreamError,
  StreamMetadata,
  StreamResult,
} from './core/streaming/stream-callbacks.ts';
export type { AnswerCallbacks } from './core/streaming/answer-callbacks.ts';
export { AqeError, type ErrorCode, type SourceLocation } from './errors.ts';
export { planMigration } from './migrate/config/plan-migration.ts';
export type { MigrateOptions } from './migrate/config/step.ts';
export type { Note, Plan } from './migrate/plan.ts';
export { version } from './version.ts';
export { AccessLevel } from './core/memory/access.ts';
export type { AgentClass } from './fleet/agent-registry.ts';
export type { AgentServices, TaskEntry, TaskTicket } from './fleet/agent/agent-services.ts';
export { AgentStatus } from './fleet/agent/agent-status.ts';
export type {
  AgentCapability,
  AgentContext,
  AgentId,
  AgentMessage,
  AgentReport,
  EventHandler,
  EventPriority,
  MemoryStore,
  PerformanceMetrics,
  PostTaskData,
  PreTaskData,
  QEEvent,
  QETask,
  TaskAssignment,
  TaskErrorData,
} from './fleet/agent/agent-types.ts';
export type { AgentCore } from './fleet/agent/agent-core.ts';
export type { Untyped } from './fleet/agent/untyped.ts';
export { BaseAgent } from './fleet/agent/base-agent.ts';
export type { BaseAgentConfig } from './fleet/agent/base-agent-config.ts';
export type { Logger } from './fleet/agent/logger.ts';
export type { ModelAnswer, ModelQuestion } from './fleet/agent/model-question.ts';
export type { ModelConfig, ModelRouting, ModelStats } from './fleet/agent/model-routing.ts';
export { QEAgentType } from './fleet/agent/qe-agent-type.ts';
export type { CostEntry } from './fleet/money/cost-entry.ts';
export type { Report, ReportFinding, MadeFile, TaskResult } from './fleet/results/task-result.ts';
export { type BudgetCheck, CostTracker, type Tracked } from './library/cost-tracker.ts';
export type {
  AgentEscalationSection,
  AgentPoolConfig,
  CostTrackingConfig,
  EscalationSection,
  FeaturesConfig,
  FleetConfig,
  RoutingConfig,
  StreamingConfig,
} from './library/fleet-config.ts';
export type { FleetDependencies } from './library/fleet-dependencies.ts';
export { FleetManager } from './library/fleet-manager.ts';
export type { FleetStatus, SubmitOptions } from './library/fleet-status.ts';
export type { TaskAdmission } from './fleet/desk/desk-parts.ts';
export { ModelRouter } from './library/model-router.ts';
export {
  type MemoryEntry,
  type RetrieveOptions,
  type StoreOptions,
  SwarmMemoryManager,
} from './library/swarm-memory-manager.ts';
export {
  BudgetExceededError,
  BufferOverflowError,
  ModelSelectionError,
  RoutingError,
  StreamingError,
} from './fleet/agent/documented-errors.ts';
export { BufferManager, type BufferOptions } from './library/buffer-manager.ts';
export { ComplexityAnalyzer, type ComplexityScore } from './library/complexity-analyzer.ts';
export { type FeatureFlagConfig, FeatureFlagManager } from './library/feature-flag-manager.ts';
export { BaseMCPTool, StreamingMCPTool } from './library/mcp-tool.ts';
export { StreamManager, type StreamOptions } from './library/stream-manager.ts';
