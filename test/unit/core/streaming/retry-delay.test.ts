import { describe, expect, it } from 'vitest';
import { type FailureKind, ProviderFailure } from '../../../../src/core/streaming/provider.ts';
import { retryDelay } from '../../../../src/core/streaming/retry-delay.ts';

const settings = { backoffMs: 1000, backoffMultiplier: 2 };

function delay(kind: FailureKind, retries: number, at = 0.999, retryAfterMs?: number) {
  const failure = new ProviderFailure(kind, 'no', { retryAfterMs });
  return retryDelay(failure, { retries, settings, random: () => at });
}

describe(retryDelay, () => {
  it('grows, and is anything below that', () => {
    expect([0, 1, 2].map((retries) => delay('overloaded', retries))).toEqual([999, 1998, 3996]);
    expect(delay('overloaded', 2, 0)).toBe(0);
  });

  it('does not grow without end', () => {
    expect(delay('connection', 1000)).toBe(59_940);
  });

  it('is never less than what the provider asks for', () => {
    expect(delay('rate-limited', 0, 0.5, 7000)).toBe(7500);
    expect(delay('rate-limited', 0, 0, 60_000)).toBe(60_000);
  });

  it('gives up when the provider asks for too much', () => {
    expect(delay('rate-limited', 0, 0, 60_001)).toBeUndefined();
  });

  it.each(['unauthorized', 'rejected', 'aborted'] as const)(
    'is of no use when it is %s',
    (kind) => {
      expect(delay(kind, 0)).toBeUndefined();
    },
  );
});
