import { describe, expect, it } from 'vitest';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { modelCall, opening, texts } from '../../../helpers/model-call.ts';
import {
  failing,
  play,
  playToEnd,
  stage,
  typesOf,
  whole,
} from '../../../helpers/streaming-stage.ts';

describe('an abort', () => {
  it.each([
    ['before it begins', [{ type: 'hang' }], -1, []],
    [
      'before the first chunk',
      [{ type: 'hang' }],
      10,
      [{ outcome: 'aborted', mayBeBilled: true, usage: undefined }],
    ],
    [
      'in mid-text',
      [opening, ...texts('Hel'), { type: 'hang' }],
      10,
      [{ outcome: 'aborted', outputCharacters: 3 }],
    ],
    [
      'between two attempts',
      [failing('overloaded', { mayBeBilled: false })],
      10,
      [{ outcome: 'failed' }],
    ],
  ] as const)('%s ends it, and is booked', async (_name, script, at, ends) => {
    const on = stage(script, whole);
    const interrupt = new AbortController();
    if (at < 0) interrupt.abort();
    const { events, reading } = play(on, modelCall({ signal: interrupt.signal }));
    await on.scheduler.advance(at);
    interrupt.abort();
    await on.scheduler.advance(0);
    await reading;
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      reason: 'aborted',
      message: 'the call was stopped',
    });
    expect(on.meter.ends).toMatchObject(ends);
    expect(on.meter.ends).toHaveLength(ends.length);
    expect(on.provider.ended).toBe(on.provider.requests.length);
    expect(on.scheduler.pending).toBe(0);
  });

  it('while money is held asks nobody', async () => {
    const on = stage(whole);
    const interrupt = new AbortController();
    const open = on.meter.open.bind(on.meter);
    on.meter.open = async (plan) => {
      interrupt.abort();
      return open(plan);
    };
    const events = await playToEnd(on, modelCall({ signal: interrupt.signal }));
    expect(typesOf(events)).toEqual(['start', 'usage', 'failed']);
    expect(on.provider.requests).toEqual([]);
    expect(on.meter.ends).toMatchObject([{ outcome: 'aborted', mayBeBilled: false }]);
  });

  it('does not wait for a provider that does not listen', async () => {
    const on = stage();
    on.provider.stream = () => ({
      [Symbol.asyncIterator]: () => ({ next: async () => new Promise(() => undefined) }),
    });
    const interrupt = new AbortController();
    const { events, reading } = play(on, modelCall({ signal: interrupt.signal }));
    await on.scheduler.advance(10);
    interrupt.abort();
    await reading;
    expect(events.at(-1)).toMatchObject({ type: 'failed', reason: 'aborted' });
  });

  it('gives a late chunk to nobody', async () => {
    const on = stage();
    const interrupt = new AbortController();
    on.provider.stream = async function* late() {
      await new Promise<void>((resolve) => {
        on.scheduler.after(50, resolve);
      });
      yield { type: 'text', text: 'late' };
    };
    const { events, reading } = play(on, modelCall({ signal: interrupt.signal }));
    await on.scheduler.advance(10);
    interrupt.abort();
    await on.scheduler.advance(100);
    await reading;
    expect(typesOf(events)).toEqual(['start', 'usage', 'failed']);
    expect(on.meter.ends).toMatchObject([{ outputCharacters: 0 }]);
  });

  it('by the deadline says so', async () => {
    const on = stage([opening, ...texts('Hel'), { type: 'hang' }]);
    const { events, reading } = play(on, modelCall({ deadlineMs: 500 }));
    await on.scheduler.advance(500);
    await reading;
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      reason: 'deadline',
      message: 'no whole answer within 500 ms',
      partialText: 'Hel',
      attempts: [{ failure: 'aborted', basis: 'estimated' }],
    });
  });

  it('is what it was when the deadline passes later', async () => {
    const on = stage([{ type: 'hang' }]);
    const interrupt = new AbortController();
    on.meter.settle = async () => {
      await on.scheduler.advance(500);
      return { cost: 0, usage: noTokens, basis: 'measured' };
    };
    const { events, reading } = play(on, modelCall({ deadlineMs: 500, signal: interrupt.signal }));
    await on.scheduler.advance(10);
    interrupt.abort();
    await reading;
    expect(events.at(-1)).toMatchObject({ type: 'failed', reason: 'aborted' });
  });

  it('in good time is no deadline', async () => {
    const on = stage(whole);
    expect((await playToEnd(on, modelCall({ deadlineMs: 500 }))).at(-1)).toMatchObject({
      type: 'done',
    });
    expect(on.scheduler.pending).toBe(0);
  });
});
