import { type FailureKind, ProviderFailure } from '../../core/streaming/provider.ts';
import { fieldsOf, textOf } from './json-fields.ts';
import { retryAfterMs } from './retry-after-ms.ts';

/** How the network says that nothing was sent: there was no connection. */
const unreached = new Set<unknown>([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whose fault it was, beside what was thrown. */
interface Circumstances {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970, where the response does not tell the time. */
  readonly now: number;
}

/** Why there is no response, told by what the SDK threw instead of one. */
export function requestFailure(error: unknown, { signal, now }: Circumstances): ProviderFailure {
  if (signal.aborted) return stopped(error);
  const { status, headers, error: body } = fieldsOf(error);
  if (typeof status !== 'number') return unansweredFailure(error);
  return new ProviderFailure(kindOfStatus(status), `${status} ${reasonIn(body)}`, {
    status,
    retryAfterMs: headers instanceof Headers ? retryAfterMs(headers, now) : undefined,
    // A gateway that gave up does not know what the provider behind it has done.
    mayBeBilled: status >= 500 && status !== 529 && !isFromProvider(body),
    cause: error,
  });
}

/** Why the body of a response did not come to its end. */
export function bodyFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (signal.aborted) return stopped(error);
  const message = `the connection broke: ${rootOf(error).message}`;
  return new ProviderFailure('connection', message, { cause: error });
}

function stopped(cause: unknown): ProviderFailure {
  return new ProviderFailure('aborted', 'the request was stopped', { cause });
}

function unansweredFailure(error: unknown): ProviderFailure {
  const { code, message } = rootOf(error);
  if (fieldsOf(error)['name'] === 'APIConnectionError') {
    const mayBeBilled = !isUnreached(code, message);
    return new ProviderFailure('connection', message, { mayBeBilled, cause: error });
  }
  // A key or a base URL that cannot be sent.
  return new ProviderFailure('rejected', message, { mayBeBilled: false, cause: error });
}

/** Whether the connection failed before the request could be sent; `fetch` itself refuses some ports, and says so in words only. */
function isUnreached(code: unknown, message: string): boolean {
  const isUntrusted = typeof code === 'string' && /CERT|^ERR_(?:TLS|SSL)/.test(code);
  return unreached.has(code) || isUntrusted || message === 'bad port';
}

function kindOfStatus(status: number): FailureKind {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized';
    case 429:
      return 'rate-limited';
    case 529:
      return 'overloaded';
    // It timed out, or two requests were in each other's way.
    case 408:
    case 409:
      return 'server-error';
    default:
      return status >= 500 ? 'server-error' : 'rejected';
  }
}

function reasonIn(body: unknown): string {
  const { type, message } = fieldsOf(fieldsOf(body)['error']);
  return [textOf(type), textOf(message)].filter((part) => part !== undefined).join(': ');
}

function isFromProvider(body: unknown): boolean {
  const { type, error } = fieldsOf(body);
  const kind = textOf(fieldsOf(error)['type']);
  return type === 'error' && kind !== undefined && kind !== 'timeout_error';
}

/** What is behind an error, as far down as it goes. */
function rootOf(error: unknown): { readonly code: unknown; readonly message: string } {
  const { cause, code, message, errors } = fieldsOf(error);
  if (cause !== undefined) return rootOf(cause);
  // Node tries each address of a host, and puts together what came of it.
  if (Array.isArray(errors) && errors.length > 0) return rootOf(errors[0]);
  return { code, message: textOf(message) ?? 'no reason given' };
}
