import { describe, expect, it } from 'vitest';
import { ProviderFailure } from '../../../../src/core/streaming/provider.ts';

describe(ProviderFailure, () => {
  it('carries what a retry needs', () => {
    const cause = new Error('HTTP 429');
    const failure = new ProviderFailure('rate-limited', 'too many requests', {
      cause,
      status: 429,
      retryAfterMs: 1500,
      mayBeBilled: false,
    });
    expect(failure).toMatchObject({
      name: 'ProviderFailure',
      kind: 'rate-limited',
      message: 'too many requests',
      status: 429,
      retryAfterMs: 1500,
      mayBeBilled: false,
      cause,
    });
  });

  it('knows no status where there was none', () => {
    const failure = new ProviderFailure('connection', 'refused');
    expect(failure.status).toBeUndefined();
    expect(failure.retryAfterMs).toBeUndefined();
    expect(failure.mayBeBilled).toBe(true);
    expect(Object.hasOwn(failure, 'cause')).toBe(false);
  });
});
