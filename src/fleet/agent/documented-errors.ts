import { AqeError, type ErrorCode } from '../../errors.ts';

/** An {@link AqeError} as a class of the documents: same code, message, hint and details, and the original as its cause. */
class DocumentedError extends AqeError {
  constructor({ code, message, hint, location, details }: AqeError, cause: unknown) {
    super(code, message, { hint, location, details, cause });
  }
}

/** No model could be chosen, or none asked. */
export class RoutingError extends DocumentedError {}

/** No model can take the task. */
export class ModelSelectionError extends RoutingError {}

/** The provider failed, or its stream. */
export class StreamingError extends DocumentedError {}

/** A limit has no room. Amounts in US dollars, for people; `details` has them exactly, in nano-dollars. */
export class BudgetExceededError extends DocumentedError {
  /** Which limit: task, day, week or month. */
  readonly budgetType: string;
  /** What is spent and held. */
  readonly current: number;
  readonly limit: number;

  constructor(error: AqeError, cause: unknown) {
    super(error, cause);
    const { window, spent, reserved, limit } = error.details ?? {};
    this.budgetType = String(window);
    this.current = (Number(spent) + Number(reserved)) / 1e9;
    this.limit = Number(limit) / 1e9;
  }
}

/** More was put into a buffer than it holds. */
export class BufferOverflowError extends AqeError {
  constructor(bufferSize: number) {
    super('BUFFER_OVERFLOW', `the buffer holds ${bufferSize} items, and is full`, {
      hint: 'Wait for room() when push() answers false.',
    });
  }
}

type ErrorClass = new (error: AqeError, cause: unknown) => AqeError;

const classes: Partial<Record<ErrorCode, ErrorClass>> = {
  BUDGET_EXCEEDED: BudgetExceededError,
  PROVIDER_FAILED: StreamingError,
  PROVIDER_REJECTED: StreamingError,
  PROVIDER_UNAUTHORIZED: StreamingError,
};

/** An error as the documents name it, where they do. */
export function documentedError(error: AqeError): AqeError {
  const Documented = classes[error.code];
  return Documented === undefined ? error : new Documented(error, error.cause);
}

/** Does what selects a model. @throws ModelSelectionError */
export function selecting<T>(select: () => T): T {
  try {
    return select();
  } catch (error) {
    throw error instanceof AqeError ? new ModelSelectionError(error, error.cause) : error;
  }
}
