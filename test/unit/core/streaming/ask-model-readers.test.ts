import { describe, expect, it } from 'vitest';
import { askModel } from '../../../../src/core/streaming/ask-model.ts';
import type { StreamEvent } from '../../../../src/core/streaming/events.ts';
import { ending, modelCall, opening, readText, texts } from '../../../helpers/model-call.ts';
import { stage, typesOf, whole } from '../../../helpers/streaming-stage.ts';

describe('a reader', () => {
  it('who leaves stops the provider, and what came is booked', async () => {
    const on = stage([opening, ...texts('Hel'), { type: 'hang' }]);
    for await (const event of askModel(modelCall(), on.ports)) {
      if (event.type === 'text') break;
    }
    expect(on.meter.ends).toMatchObject([{ outcome: 'aborted', outputCharacters: 3 }]);
    await on.scheduler.advance(0);
    expect(on.provider.ended).toBe(1);
    expect(on.scheduler.pending).toBe(0);
  });

  it('who throws does no less', async () => {
    const on = stage([opening, ...texts('Hel'), { type: 'hang' }]);
    const reading = (async () => {
      for await (const event of askModel(modelCall(), on.ports)) {
        if (event.type === 'text') throw new Error('full disk');
      }
    })();
    await expect(reading).rejects.toThrow('full disk');
    expect(on.meter.ends).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('may leave while an event is awaited', async () => {
    const on = stage([{ type: 'hang' }]);
    const events = askModel(modelCall(), on.ports);
    await events.next();
    const next = events.next();
    await on.scheduler.advance(0);
    await events.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(on.meter.ends).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('who never begins costs nothing', async () => {
    const on = stage(whole);
    const events = askModel(modelCall(), on.ports);
    await events.return?.();
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(on.meter.plans).toEqual([]);
  });

  it('who is slow gets everything, and the provider waits for him', async () => {
    const pieces = Array.from({ length: 100 }, (_, index) => `${index} `);
    const on = stage([opening, ...texts(...pieces), ...ending(100)]);
    const events = askModel(
      modelCall({}, { bufferSize: 10, backpressureThreshold: 0.5 }),
      on.ports,
    );
    const got: StreamEvent[] = [];
    let most = 0;
    for await (const event of events) {
      got.push(event);
      // A thousand time-outs long, and not the provider's fault.
      await on.scheduler.advance(1_000_000);
      most = Math.max(most, on.provider.reads - got.length);
    }
    expect(readText(got)).toBe(pieces.join(''));
    expect(got.at(-1)).toMatchObject({ type: 'done', attempts: [{ attempt: 1 }] });
    // Five in the buffer, one in hand, and the opening, which is no event.
    expect(most).toBe(6);
  });

  it('who stopped reading does not keep an abort from the books', async () => {
    const on = stage([opening, ...texts('a', 'b', 'c', 'd'), ...ending(4)]);
    const interrupt = new AbortController();
    const events = askModel(modelCall({ signal: interrupt.signal }, { bufferSize: 2 }), on.ports);
    await events.next();
    await on.scheduler.advance(10);
    interrupt.abort();
    await on.scheduler.advance(0);
    expect(on.meter.ends).toMatchObject([
      { outcome: 'aborted', outputCharacters: 2, fellBehind: true },
    ]);
    expect(on.provider.ended).toBe(1);
    const rest = [];
    for await (const event of events) rest.push(event);
    expect(typesOf(rest)).toEqual(['text', 'usage', 'failed']);
  });
});
