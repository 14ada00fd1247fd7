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
export type { ModelSelection } from './core/routing/model-selection.ts';
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
