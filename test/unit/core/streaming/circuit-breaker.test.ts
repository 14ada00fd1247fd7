import { beforeEach, describe, expect, it } from 'vitest';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { CircuitBreaker } from '../../../../src/core/streaming/circuit-breaker.ts';
import type { CallTotals, StreamEvent } from '../../../../src/core/streaming/events.ts';
import { type FailureKind, ProviderFailure } from '../../../../src/core/streaming/provider.ts';

const rules = { failures: 3, withinMs: 1000, openMs: 500 };

function totals(failures: readonly (FailureKind | undefined)[]): CallTotals {
  const attempts = failures.map((failure, index) => ({
    attempt: index + 1,
    streamed: true,
    failure,
    usage: noTokens,
    cost: 0,
    basis: 'measured' as const,
  }));
  return { attempts, usage: noTokens, cost: 0, durationMs: 1, firstTextMs: undefined };
}

function failed(...failures: FailureKind[]): StreamEvent {
  const [reason = 'connection'] = failures;
  const cause = new ProviderFailure(reason, 'no');
  return { type: 'failed', reason, message: 'no', partialText: '', cause, ...totals(failures) };
}

const done: StreamEvent = {
  type: 'done',
  text: 'yes',
  stopReason: 'end_turn',
  ...totals(['overloaded', undefined]),
};

describe(CircuitBreaker, () => {
  let now = 0;
  let breaker = new CircuitBreaker({ now: () => new Date(now) }, rules);
  beforeEach(() => {
    now = 1_000_000;
    breaker = new CircuitBreaker({ now: () => new Date(now) }, rules);
  });

  async function see(event: StreamEvent, modelName = 'small'): Promise<void> {
    async function* events(): AsyncGenerator<StreamEvent> {
      yield { type: 'text', text: 'y' };
      yield event;
    }
    const seen: StreamEvent[] = [];
    for await (const one of breaker.watch(modelName, events())) seen.push(one);
    expect(seen).toEqual([{ type: 'text', text: 'y' }, event]);
  }

  it('opens after so many failed attempts in a row, for that model alone', async () => {
    await see(failed('overloaded', 'stalled'));
    expect([...breaker.open()]).toEqual([]);
    await see(failed('connection'), 'large');
    await see(failed('server-error'));
    expect([...breaker.open()]).toEqual(['small']);
  });

  it('stays closed when an answer came in between, or the failures are far apart', async () => {
    await see(failed('overloaded', 'overloaded'));
    await see(done);
    await see(failed('overloaded', 'overloaded'));
    now += 1001;
    await see(failed('overloaded'));
    expect([...breaker.open()]).toEqual([]);
  });

  it('opens when the last failures are close together, whatever was before', async () => {
    await see(failed('overloaded'));
    now += 5000;
    await see(failed('overloaded', 'overloaded', 'overloaded'));
    expect([...breaker.open()]).toEqual(['small']);
  });

  it('does not count what the request or our side is to blame for', async () => {
    await see(failed('rejected', 'rejected', 'aborted', 'aborted'));
    expect([...breaker.open()]).toEqual([]);
  });

  it('closes after a while, opens again at the first failure, and forgets all at the first answer', async () => {
    await see(failed('stalled', 'stalled', 'stalled'));
    now += 500;
    expect([...breaker.open()]).toEqual([]);
    await see(failed('stalled'));
    expect([...breaker.open()]).toEqual(['small']);
    now += 500;
    await see(done);
    await see(failed('stalled', 'stalled'));
    expect([...breaker.open()]).toEqual([]);
  });

  it('has rules of its own', async () => {
    breaker = new CircuitBreaker({ now: () => new Date(now) });
    await see(failed('stalled', 'stalled', 'stalled', 'stalled'));
    expect([...breaker.open()]).toEqual([]);
    await see(failed('stalled'));
    expect([...breaker.open()]).toEqual(['small']);
  });
});
