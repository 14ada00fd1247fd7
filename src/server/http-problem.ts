import { AqeError, type ErrorCode } from '../errors.ts';

/** Why a request is not answered as it wants. */
export type ProblemCode =
  | 'AGENT_UNKNOWN'
  | 'BODY_TOO_LARGE'
  | 'IDEMPOTENCY_CONFLICT'
  | 'INTERNAL'
  | 'MEDIA_TYPE'
  | 'NOT_FOUND'
  | 'QUEUE_FULL'
  | 'RATE_LIMITED'
  | 'REQUEST_INVALID'
  | 'STOPPING'
  | 'UNAUTHORIZED';

const statuses = {
  AGENT_UNKNOWN: 422,
  BODY_TOO_LARGE: 413,
  IDEMPOTENCY_CONFLICT: 409,
  INTERNAL: 500,
  MEDIA_TYPE: 415,
  NOT_FOUND: 404,
  QUEUE_FULL: 429,
  RATE_LIMITED: 429,
  REQUEST_INVALID: 400,
  STOPPING: 503,
  UNAUTHORIZED: 401,
} as const satisfies Record<ProblemCode, number>;

interface ProblemOptions {
  /** What the caller can do. */
  readonly hint?: string;
  /** When it may be tried again, in seconds. */
  readonly retryAfter?: number;
}

/** A request that is refused; thrown by whatever answers requests. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly hint: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, message: string, { hint, retryAfter }: ProblemOptions = {}) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.retryAfter = retryAfter;
  }
}

/** The answer to a request that failed. */
export interface ProblemAnswer {
  readonly status: 400 | 401 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
  };
  readonly retryAfter: number | undefined;
}

/** What the user of the service can mend; of everything else only the log speaks. */
const users: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['USAGE', 'PRICE_UNKNOWN']);

/** What a caller is told of a failure: of what is not theirs nothing but that it happened. */
export function problemAnswer(thrown: unknown): ProblemAnswer {
  if (thrown instanceof HttpProblem) {
    const { code, message, hint = null, retryAfter } = thrown;
    return { status: statuses[code], error: { code, message, hint }, retryAfter };
  }
  if (thrown instanceof AqeError && users.has(thrown.code)) {
    const { code, message, hint = null } = thrown;
    return { status: 400, error: { code, message, hint }, retryAfter: undefined };
  }
  if (thrown instanceof AqeError && thrown.code === 'STORE_UNAVAILABLE') {
    const message = 'the database of the fleet does not answer';
    const error = { code: thrown.code, message, hint: 'Try again in a moment.' };
    return { status: 503, error, retryAfter: 5 };
  }
  const message = 'something went wrong here; the log of the service says more';
  return { status: 500, error: { code: 'INTERNAL', message, hint: null }, retryAfter: undefined };
}
