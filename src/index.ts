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
export type { Clock, Scheduler } from './core/ports.ts';
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
} from './core/streaming/events.ts';
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
export { AqeError, type ErrorCode, type SourceLocation } from './errors.ts';
export { planMigration } from './migrate/config/plan-migration.ts';
export type { MigrateOptions } from './migrate/config/step.ts';
export type { Note, Plan } from './migrate/plan.ts';
export { version } from './version.ts';
