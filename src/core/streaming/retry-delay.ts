import type { CallSettings } from './call-settings.ts';
import type { FailureKind, ProviderFailure } from './provider.ts';

/** No wait is longer, in milliseconds. A provider that asks for more is not asked again: it would refuse. */
const LONGEST_WAIT_MS = 60_000;

/** Whether trying again can help. */
const retried: Readonly<Record<FailureKind, boolean>> = {
  'rate-limited': true,
  overloaded: true,
  'server-error': true,
  connection: true,
  stalled: true,
  truncated: true,
  malformed: true,
  unauthorized: false,
  rejected: false,
  aborted: false,
};

/** What the wait depends on, beside the failure. */
export interface RetryState {
  /** How many retries there were. */
  readonly retries: number;
  readonly settings: Pick<CallSettings, 'backoffMs' | 'backoffMultiplier'>;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/**
 * Milliseconds to wait before the next attempt; undefined when there should be none. Exponential with full jitter: anything
 * from 0 to `backoffMs × multiplier^retries`, on top of what the provider asks for.
 */
export function retryDelay(
  failure: ProviderFailure,
  { retries, settings, random }: RetryState,
): number | undefined {
  const { kind, retryAfterMs = 0 } = failure;
  if (!retried[kind] || retryAfterMs > LONGEST_WAIT_MS) return undefined;
  const longest = settings.backoffMs * settings.backoffMultiplier ** retries;
  return retryAfterMs + Math.floor(random() * Math.min(longest, LONGEST_WAIT_MS));
}
