import { describe, expect, it } from 'vitest';
import { ending, modelCall, opening, readText, texts } from '../../../helpers/model-call.ts';
import { play, playToEnd, stage, typesOf, whole } from '../../../helpers/streaming-stage.ts';

describe('an answer that comes', () => {
  it('is told piece by piece, with what it cost', async () => {
    const on = stage(whole);
    const events = await playToEnd(on, modelCall());
    expect(typesOf(events)).toEqual(['start', 'text', 'text', 'text', 'usage', 'done']);
    expect(events[0]).toEqual({
      type: 'start',
      streamId: 'stream-1',
      modelName: 'sonnet',
      model: 'claude-sonnet-4-5',
      provider: 'scripted',
      simulated: true,
    });
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      text: 'Hello, world',
      stopReason: 'end_turn',
      cost: 13,
      usage: { input: 10, output: 3 },
      durationMs: 0,
      firstTextMs: 0,
      attempts: [{ attempt: 1, streamed: true, failure: undefined, cost: 13, basis: 'measured' }],
    });
    expect(on.provider.requests).toEqual([
      { streamed: true, request: { ...modelCall().request, model: 'claude-sonnet-4-5' } },
    ]);
    expect(on.scheduler.pending).toBe(0);
  });

  it('is the same when it comes in one piece', async () => {
    const on = stage(whole);
    const events = await playToEnd(on, modelCall({ streamed: false }));
    expect(typesOf(events)).toEqual(['start', 'text', 'usage', 'done']);
    expect(events.at(-1)).toMatchObject({ text: 'Hello, world', stopReason: 'end_turn', cost: 13 });
    expect(on.provider.requests).toMatchObject([{ streamed: false }]);
    expect(on.scheduler.pending).toBe(0);
  });

  it.each([true, false])('may have no text (streamed: %s)', async (streamed) => {
    const events = await playToEnd(stage([opening, ...ending(1)]), modelCall({ streamed }));
    expect(typesOf(events)).toEqual(['start', 'usage', 'done']);
    expect(events.at(-1)).toMatchObject({ text: '', firstTextMs: undefined });
  });

  it('has its money held as it will be sent', async () => {
    const on = stage(whole);
    const call = modelCall({
      firstAttempt: 4,
      request: {
        messages: [
          { role: 'user', text: 'Hi' },
          { role: 'assistant', text: 'Ho' },
        ],
        maxTokens: 7,
      },
    });
    await playToEnd(on, call);
    expect(on.meter.plans).toEqual([
      { call: call.identity, model: call.model, attempt: 4, inputTokens: 64, maxTokens: 7 },
    ]);
    expect(on.meter.ends).toMatchObject([
      { outcome: 'succeeded', mayBeBilled: true, usageIsFinal: true, outputCharacters: 12 },
    ]);
  });

  it('is over at its end, whatever the connection does then', async () => {
    const on = stage([...whole, ...texts('?'), { type: 'hang' }]);
    const { events, reading } = play(on, modelCall());
    await on.scheduler.advance(0);
    await reading;
    expect(readText(events)).toBe('Hello, world');
    expect(events.at(-1)).toMatchObject({ type: 'done', text: 'Hello, world' });
    await on.scheduler.advance(1000);
    expect(on.provider.ended).toBe(1);
    expect(on.scheduler.pending).toBe(0);
  });

  it('shows how far it is now and then', async () => {
    const on = stage([
      opening,
      ...texts('abcd', 'efgh'),
      { type: 'wait', ms: 100 },
      { type: 'alive', characters: 40 },
      { type: 'wait', ms: 99 },
      { type: 'alive', characters: 0 },
      { type: 'wait', ms: 1 },
      {
        type: 'usage',
        usage: { input: 10, output: 77, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
        final: false,
      },
      ...ending(80),
    ]);
    const events = await playToEnd(on, modelCall());
    expect(events.filter(({ type }) => type === 'progress')).toEqual([
      { type: 'progress', characters: 8, outputTokens: 12, elapsedMs: 100 },
      { type: 'progress', characters: 8, outputTokens: 77, elapsedMs: 200 },
    ]);
  });
});

describe('a provider that counts nothing', () => {
  it('is booked as such, and its tokens are guessed for the eye', async () => {
    const on = stage([
      { type: 'start', usage: undefined },
      { type: 'wait', ms: 100 },
      ...texts('abcdefghi'),
      { type: 'end', stopReason: 'end_turn' },
    ]);
    const events = await playToEnd(on, modelCall());
    expect(events[2]).toEqual({ type: 'progress', characters: 9, outputTokens: 3, elapsedMs: 100 });
    expect(on.meter.ends).toMatchObject([
      { outcome: 'succeeded', usage: undefined, usageIsFinal: false, outputCharacters: 9 },
    ]);
  });
});
