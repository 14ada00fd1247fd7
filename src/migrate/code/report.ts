import type { SourceLocation } from '../../errors.ts';

/** A class that was, or would be, changed. */
export interface ChangedClass {
  /** Undefined for an anonymous class. */
  readonly name: string | undefined;
  readonly line: number;
  readonly column: number;
  /** What is done, for people. */
  readonly actions: readonly string[];
}

/** A file that is written. Paths are relative to the root. */
export interface ChangedFile {
  readonly file: string;
  readonly status: 'changed' | 'created';
  readonly classes: readonly ChangedClass[];
  /** How many places of the text are touched. */
  readonly edits: number;
  /** How many spies, assignments and other uses of agents in it were renamed (`--tests`); absent for none. */
  readonly renamed?: number;
}

/** A place that a person should look at. */
export interface LookPlace extends SourceLocation {
  readonly code: string;
  readonly class: string | undefined;
  readonly message: string;
  /** The class stays as it is; else it is migrated, and something beside it is worth a look. */
  readonly blocked: boolean;
}

/** A place where the old name is left. */
export interface MentionPlace extends SourceLocation {
  readonly kind: string;
  /** The line, trimmed. */
  readonly text: string;
}

/** A file that was of interest and is not changed. */
export interface UnchangedFile {
  readonly file: string;
  readonly reason: string;
}

/** A file that does not parse. */
export interface UnparsedFile extends SourceLocation {
  readonly message: string;
}

/** What a code migration found out, apart from what became of it. */
export interface CodeFindings {
  readonly files: readonly ChangedFile[];
  readonly unchanged: readonly UnchangedFile[];
  readonly unparsed: readonly UnparsedFile[];
  readonly needsLook: readonly LookPlace[];
  readonly mentions: readonly MentionPlace[];
  /** What `--base` names, and no class leads to: `module#Class`. */
  readonly unusedBases: readonly string[];
}

/** A file to be written. */
export interface PlannedFile {
  /** Absolute. */
  readonly path: string;
  /** Undefined for a file that is created. */
  readonly before: string | undefined;
  readonly after: string;
  /** `after`, as it goes to the disk. Made when it goes: a thousand files twice more would fill the memory. */
  readonly bytes: () => Uint8Array;
  readonly bytesBefore: (() => Uint8Array) | undefined;
}

/** What a code migration would do. */
export interface CodePlan {
  readonly changes: readonly PlannedFile[];
  readonly findings: CodeFindings;
  /** How many sources were of interest; undefined: all. */
  readonly candidates?: number;
  /** Words that find what is left; undefined: those that found the sources. */
  readonly tellTales?: readonly string[];
}
