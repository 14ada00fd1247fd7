import { AqeError, type ErrorCode } from '../../errors.ts';
import type { FailedEvent } from './events.ts';
import type { FailureKind } from './provider.ts';

const later = 'run it again later, or with another model';

/** What the user can do about each kind of failure. */
const hints: Readonly<Record<FailureKind | 'deadline', string>> = {
  'rate-limited': later,
  overloaded: later,
  'server-error': later,
  connection: 'check the network, and ANTHROPIC_BASE_URL if it is set',
  stalled: 'run it again later, or raise streaming.timeoutMs',
  truncated: later,
  malformed: 'check that ANTHROPIC_BASE_URL leads to a Messages API',
  unauthorized: 'check ANTHROPIC_API_KEY, and whether the key may use the model',
  rejected: 'check the id of the model and the size of the input',
  aborted: 'run it again',
  deadline: 'allow more time, or ask for less',
};

const codes: Partial<Record<FailureKind | 'deadline', ErrorCode>> = {
  unauthorized: 'PROVIDER_UNAUTHORIZED',
  rejected: 'PROVIDER_REJECTED',
  aborted: 'INTERRUPTED',
};

/** What the command line says of a call that failed. The meter's own errors stay what they are. */
export function failureError({ reason, cause, attempts }: FailedEvent): AqeError {
  if (cause instanceof AqeError) return cause;
  const kind = reason === 'deadline' ? reason : cause.kind;
  const tries = attempts.length > 1 ? ` (${attempts.length} attempts)` : '';
  return new AqeError(codes[kind] ?? 'PROVIDER_FAILED', `${kind}: ${cause.message}${tries}`, {
    hint: hints[kind],
    cause,
  });
}
