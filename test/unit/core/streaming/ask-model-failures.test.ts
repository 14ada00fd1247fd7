import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../../src/core/streaming/provider.ts';
import type { Step } from '../../../helpers/scripted-provider.ts';
import { modelCall, opening, readText, texts } from '../../../helpers/model-call.ts';
import {
  failing,
  play,
  playToEnd,
  stage,
  typesOf,
  whole,
} from '../../../helpers/streaming-stage.ts';

describe('a failure', () => {
  const kinds: readonly FailureKind[] = [
    'rate-limited',
    'overloaded',
    'server-error',
    'connection',
    'stalled',
    'truncated',
    'malformed',
  ];
  it.each(kinds)('is tried again when it is %s', async (kind) => {
    const on = stage([opening, ...texts('Hel'), failing(kind)], whole);
    const events = await playToEnd(on, modelCall());
    expect(typesOf(events)).toEqual([
      'start',
      'text',
      'usage',
      'restart',
      'text',
      'text',
      'text',
      'usage',
      'done',
    ]);
    expect(events[3]).toEqual({
      type: 'restart',
      attempt: 2,
      reason: kind,
      delayMs: 50,
      discarded: 3,
    });
    expect(readText(events)).toBe('Hello, world');
    expect(events.at(-1)).toMatchObject({
      text: 'Hello, world',
      cost: 26,
      usage: { input: 20, output: 6 },
      durationMs: 50,
      firstTextMs: 0,
      attempts: [
        { attempt: 1, failure: kind, cost: 13, basis: 'estimated' },
        { attempt: 2, failure: undefined, cost: 13, basis: 'measured' },
      ],
    });
    expect(on.meter.ends).toMatchObject([
      { outcome: 'failed', mayBeBilled: true, usageIsFinal: false, outputCharacters: 3 },
      { outcome: 'succeeded' },
    ]);
  });

  it.each(['unauthorized', 'rejected'] as const)('ends it at once when it is %s', async (kind) => {
    const on = stage([failing(kind, { mayBeBilled: false })]);
    const events = await playToEnd(on, modelCall());
    expect(typesOf(events)).toEqual(['start', 'usage', 'failed']);
    expect(events.at(-1)).toMatchObject({
      reason: kind,
      message: `it is ${kind}`,
      partialText: '',
      cost: 0,
      attempts: [{ attempt: 1, failure: kind }],
    });
    expect(on.meter.ends).toMatchObject([{ outcome: 'failed', mayBeBilled: false }]);
  });

  it('is one when the answer ends before its end', async () => {
    const on = stage([opening, ...texts('Hel')], whole);
    const events = await playToEnd(on, modelCall());
    expect(events[3]).toMatchObject({ type: 'restart', reason: 'truncated' });
    expect(events.at(-1)).toMatchObject({ type: 'done', text: 'Hello, world' });
  });

  it('that lasts leads to one plain request', async () => {
    const cut = [opening, ...texts('Hel'), failing('connection')];
    const on = stage(cut, cut, cut, cut, whole);
    const events = await playToEnd(on, modelCall());
    expect(events.filter(({ type }) => type === 'restart' || type === 'fallback')).toEqual([
      { type: 'restart', attempt: 2, reason: 'connection', delayMs: 50, discarded: 3 },
      { type: 'restart', attempt: 3, reason: 'connection', delayMs: 100, discarded: 3 },
      { type: 'restart', attempt: 4, reason: 'connection', delayMs: 200, discarded: 3 },
      { type: 'fallback', attempt: 5, reason: 'connection', delayMs: 400, discarded: 3 },
    ]);
    expect(readText(events)).toBe('Hello, world');
    expect(events.at(-1)).toMatchObject({ type: 'done', text: 'Hello, world', cost: 65 });
    expect(on.provider.requests.map(({ streamed }) => streamed)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(on.meter.plans.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  it('of that plain request is the last word', async () => {
    const on = stage([failing('overloaded')], [failing('server-error')]);
    const events = await playToEnd(on, modelCall({}, { maxRetries: 0 }));
    expect(typesOf(events)).toEqual(['start', 'usage', 'fallback', 'usage', 'failed']);
    expect(events.at(-1)).toMatchObject({ reason: 'server-error', attempts: [{}, {}] });
  });

  it('of a plain call is tried again as often', async () => {
    const on = stage([failing('overloaded')], [failing('overloaded')], whole);
    const events = await playToEnd(on, modelCall({ streamed: false }, { maxRetries: 2 }));
    expect(typesOf(events)).toEqual([
      'start',
      'usage',
      'restart',
      'usage',
      'restart',
      'text',
      'usage',
      'done',
    ]);
  });

  it('keeps what had come', async () => {
    const on = stage([opening, ...texts('Hel', 'lo'), failing('rejected')]);
    const events = await playToEnd(on, modelCall());
    expect(events.at(-1)).toMatchObject({ type: 'failed', partialText: 'Hello', cost: 15 });
  });

  it.each([
    ['before the first chunk', []],
    ['after it', [opening]],
  ])('that nobody thought of, %s, is thrown, and booked all the same', async (_name, script) => {
    const on = stage([...script, { type: 'throw', error: new TypeError('a bug') }]);
    const { reading } = play(on, modelCall());
    await expect(reading).rejects.toThrow(new TypeError('a bug'));
    expect(on.meter.ends).toMatchObject([{ outcome: 'failed', mayBeBilled: true }]);
    expect(on.scheduler.pending).toBe(0);
  });
});

describe('a stall', () => {
  it('before the first chunk is a failure', async () => {
    const on = stage([{ type: 'hang' }], whole);
    const { events, reading } = play(on, modelCall());
    await on.scheduler.advance(999);
    expect(typesOf(events)).toEqual(['start']);
    await on.scheduler.advance(1);
    expect(events.slice(1)).toMatchObject([
      { type: 'usage' },
      { type: 'restart', reason: 'stalled' },
    ]);
    await on.scheduler.advance(50);
    await reading;
    expect(events.at(-1)).toMatchObject({ type: 'done', text: 'Hello, world', durationMs: 1050 });
    expect(on.meter.ends[0]).toMatchObject({
      outcome: 'failed',
      mayBeBilled: true,
      usage: undefined,
    });
    expect(on.provider.ended).toBe(2);
  });

  it('is counted from the last sign of life', async () => {
    const alive: Step[] = [
      { type: 'wait', ms: 900 },
      { type: 'alive', characters: 0 },
    ];
    const on = stage([opening, ...alive, ...alive, ...texts('Hel'), { type: 'hang' }]);
    const { events, reading } = play(on, modelCall({}, { maxRetries: 0 }));
    await on.scheduler.advance(2799);
    expect(typesOf(events)).not.toContain('fallback');
    await on.scheduler.advance(1);
    expect(events.at(-1)).toMatchObject({ type: 'fallback', reason: 'stalled', discarded: 3 });
    await on.scheduler.advance(1000);
    await reading;
  });

  it('of a plain answer takes minutes', async () => {
    const on = stage([{ type: 'hang' }]);
    const { events, reading } = play(on, modelCall({ streamed: false }, { maxRetries: 0 }));
    await on.scheduler.advance(299_999);
    expect(typesOf(events)).toEqual(['start']);
    await on.scheduler.advance(1);
    await reading;
    expect(events.at(-1)).toMatchObject({ reason: 'stalled', message: 'no answer within 300 s' });
  });
});
