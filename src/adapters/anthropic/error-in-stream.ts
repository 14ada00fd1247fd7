import { type FailureKind, ProviderFailure } from '../../core/streaming/provider.ts';
import { fieldsOf, textOf } from './json-fields.ts';

const kinds: Readonly<Record<string, FailureKind>> = {
  overloaded_error: 'overloaded',
  rate_limit_error: 'rate-limited',
  authentication_error: 'unauthorized',
  permission_error: 'unauthorized',
  billing_error: 'rejected',
  invalid_request_error: 'rejected',
  not_found_error: 'rejected',
  request_too_large: 'rejected',
};

/** An `error` event in the middle of an answer; it has no status, and what came before it is billed. */
export function errorInStream(event: unknown): ProviderFailure {
  const error = fieldsOf(fieldsOf(event)['error']);
  const type = textOf(error['type']) ?? 'error';
  const message = textOf(error['message']) ?? 'no reason given';
  return new ProviderFailure(kinds[type] ?? 'server-error', `${type}: ${message}`);
}
