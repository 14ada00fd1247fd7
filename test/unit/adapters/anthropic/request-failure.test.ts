import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { bodyFailure, requestFailure } from '../../../../src/adapters/anthropic/request-failure.ts';
import { retryAfterMs } from '../../../../src/adapters/anthropic/retry-after-ms.ts';

const now = Date.parse('2026-11-25T00:00:00Z');
const { signal } = new AbortController();

function answered(status: number, body?: unknown, headers: Record<string, string> = {}) {
  const error = APIError.generate(
    status,
    typeof body === 'object' && body !== null ? body : undefined,
    'text',
    new Headers(headers),
  );
  return requestFailure(error, { signal, now });
}

const said = (type: string) => ({ type: 'error', error: { type, message: 'so it is' } });

describe(requestFailure, () => {
  it.each([
    [400, 'rejected'],
    [401, 'unauthorized'],
    [402, 'rejected'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [408, 'server-error'],
    [409, 'server-error'],
    [413, 'rejected'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
    [529, 'overloaded'],
  ])('of %i is %s', (status, kind) => {
    expect(answered(status, said('some_error'))).toMatchObject({
      kind,
      status,
      message: `${status} some_error: so it is`,
      mayBeBilled: false,
    });
  });

  it.each([
    [429, undefined, false],
    [529, undefined, false],
    [502, undefined, true],
    [504, said('timeout_error'), true],
    [500, { message: 'oops' }, true],
  ])('of %i with %j may be billed: %s', (status, body, mayBeBilled) => {
    expect(answered(status, body).mayBeBilled).toBe(mayBeBilled);
  });

  it('tells how long to wait', () => {
    expect(answered(429, said('rate_limit_error'), { 'retry-after': '7' }).retryAfterMs).toBe(7000);
  });

  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['CERT_HAS_EXPIRED', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false],
    ['ECONNRESET', true],
  ])('of %s is of the connection and may be billed: %s', (code, mayBeBilled) => {
    const root = Object.assign(new Error(`it is ${code}`), { code });
    const cause = new TypeError('fetch failed', { cause: new AggregateError([root]) });
    expect(requestFailure(new APIConnectionError({ cause }), { signal, now })).toMatchObject({
      kind: 'connection',
      message: `it is ${code}`,
      mayBeBilled,
    });
  });

  it('of a port that fetch refuses cannot be billed', () => {
    const cause = new TypeError('fetch failed', { cause: new Error('bad port') });
    expect(requestFailure(new APIConnectionError({ cause }), { signal, now })).toMatchObject({
      kind: 'connection',
      mayBeBilled: false,
    });
  });

  it('of what cannot be sent is the fault of who asks', () => {
    expect(requestFailure(new TypeError('Invalid URL'), { signal, now })).toMatchObject({
      kind: 'rejected',
      message: 'Invalid URL',
      mayBeBilled: false,
    });
    expect(requestFailure(undefined, { signal, now }).message).toBe('no reason given');
  });

  it('of what we stopped is an abort', () => {
    const stopped = { signal: AbortSignal.abort(), now };
    expect(requestFailure(new APIUserAbortError(), stopped).kind).toBe('aborted');
  });
});

describe(bodyFailure, () => {
  it('is of the connection, or an abort', () => {
    const error = new TypeError('terminated', { cause: new Error('other side closed') });
    expect(bodyFailure(error, signal)).toMatchObject({
      kind: 'connection',
      message: 'the connection broke: other side closed',
      mayBeBilled: true,
    });
    expect(bodyFailure(error, AbortSignal.abort()).kind).toBe('aborted');
  });
});

describe(retryAfterMs, () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '250', 'retry-after': '3' }, 250],
    [{ 'retry-after': 'Wed, 25 Nov 2026 00:00:09 GMT' }, 9000],
    [
      { 'retry-after': 'Wed, 25 Nov 2026 00:00:09 GMT', date: 'Wed, 25 Nov 2026 00:00:05 GMT' },
      4000,
    ],
    [{ 'retry-after': 'Tue, 24 Nov 2026 00:00:00 GMT' }, 0],
    [{ 'retry-after': '-3' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
  ])('reads %j as %s', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
  });
});
