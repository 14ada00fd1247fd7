/** Every code an {@link AqeError} can carry. Stable: scripts match on it. docs/cli.md explains each. */
export type ErrorCode =
  | 'ACCESS_DENIED'
  | 'AGENT_INVALID'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_FOREIGN'
  | 'BACKUP_MISSING'
  | 'BUDGET_EXCEEDED'
  | 'BUFFER_OVERFLOW'
  | 'CODEMOD_INTERRUPTED'
  | 'CONFIG_ALIASES'
  | 'CONFIG_DUPLICATE_KEY'
  | 'CONFIG_EMPTY'
  | 'CONFIG_FOREIGN'
  | 'CONFIG_INVALID'
  | 'CONFIG_MULTIPLE_DOCUMENTS'
  | 'CONFIG_NOT_A_MAP'
  | 'CONFIG_SYNTAX'
  | 'CONFIG_TOO_DEEP'
  | 'DATABASE_BUSY'
  | 'DATABASE_UNREADABLE'
  | 'DATA_INVALID'
  | 'ENV_INVALID'
  | 'FILE_EXISTS'
  | 'FILE_NOT_FOUND'
  | 'FILE_NOT_TEXT'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'INPUT_TOO_LARGE'
  | 'INTERRUPTED'
  | 'KUBECTL_FAILED'
  | 'MIGRATION_REFUSED'
  | 'PORT_UNAVAILABLE'
  | 'PRICE_UNKNOWN'
  | 'PROVIDER_FAILED'
  | 'PROVIDER_REJECTED'
  | 'PROVIDER_UNAUTHORIZED'
  | 'ROLLOUT_REFUSED'
  | 'SCRIPT_INVALID'
  | 'STORE_UNAVAILABLE'
  | 'TARGET_UNREACHABLE'
  | 'TASK_TIMEOUT'
  | 'TREE_DIRTY'
  | 'TYPECHECK_UNAVAILABLE'
  | 'UNDO_REFUSED'
  | 'USAGE';

/** A place in a text file. Line and column count from 1, columns in UTF-16 units as editors do. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface AqeErrorOptions extends ErrorOptions {
  /** What the user can do about it. */
  readonly hint?: string | undefined;
  /** Where in the user's file. */
  readonly location?: SourceLocation | undefined;
  /** The facts of the message for programs; which there are, the code says. */
  readonly details?: ErrorDetails | undefined;
}

/** Facts by name. */
export type ErrorDetails = Readonly<Record<string, string | number | null>>;

/** An expected failure. Anything else that is thrown is a bug. */
export class AqeError extends Error {
  override readonly name = 'AqeError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly location: SourceLocation | undefined;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, options: AqeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.location = options.location;
    this.details = options.details;
  }
}
