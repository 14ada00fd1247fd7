import type { ConfigDocument } from '../../config/document/parse.ts';
import type { ConfigRecord } from '../../config/values.ts';
import type { Catalogue } from '../../core/cost/catalogue.ts';
import type { Note } from '../plan.ts';
import type { Change } from './change.ts';
import type { ModelChoice } from './new-sections.ts';

/** What a migration needs to know besides the file. */
export interface MigrateOptions {
  readonly models: ModelChoice;
  readonly catalogue: Catalogue;
  /** Days from today until a calendar day, negative when it is past. */
  readonly daysLeft: (day: string) => number;
}

/** What a step sees: always the file as it was, never the work of the steps before it. */
export interface StepInput extends MigrateOptions {
  readonly document: ConfigDocument;
  readonly value: ConfigRecord;
}

/** What a step wants changed, and what it has to say. */
export interface StepResult {
  readonly changes: readonly Change[];
  readonly notes: readonly Omit<Note, 'step'>[];
}

/** One named part of the migration. */
export interface Step {
  readonly name: string;
  readonly run: (input: StepInput) => StepResult;
}
