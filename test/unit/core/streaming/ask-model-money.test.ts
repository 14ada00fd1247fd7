import { describe, expect, it } from 'vitest';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { AqeError } from '../../../../src/errors.ts';
import { modelCall, opening, texts } from '../../../helpers/model-call.ts';
import { failing, playToEnd, stage, typesOf, whole } from '../../../helpers/streaming-stage.ts';

describe('money', () => {
  it.each([
    ['BUDGET_EXCEEDED', 'budget'],
    ['PRICE_UNKNOWN', 'budget'],
    ['STORE_UNAVAILABLE', 'store'],
  ] as const)('that is refused with %s asks nobody', async (code, reason) => {
    const on = stage(whole);
    const cause = new AqeError(code, 'no');
    on.meter.open = async () => {
      throw cause;
    };
    const events = await playToEnd(on, modelCall());
    expect(events.slice(1)).toEqual([
      expect.objectContaining({
        type: 'failed',
        reason,
        message: 'no',
        cause,
        attempts: [],
        cost: 0,
      }),
    ]);
    expect(on.provider.requests).toEqual([]);
  });

  it('may run out between attempts', async () => {
    const on = stage([opening, ...texts('Hel'), failing('connection')], whole);
    const open = on.meter.open.bind(on.meter);
    on.meter.open = async (plan) => {
      if (plan.attempt > 1) throw new AqeError('BUDGET_EXCEEDED', 'no more');
      return open(plan);
    };
    const events = await playToEnd(on, modelCall());
    expect(typesOf(events)).toEqual(['start', 'text', 'usage', 'restart', 'failed']);
    expect(events.at(-1)).toMatchObject({ reason: 'budget', cost: 13, partialText: '' });
  });

  it('is booked as soon as the store answers again', async () => {
    const on = stage(whole);
    const settle = on.meter.settle.bind(on.meter);
    let tries = 0;
    on.meter.settle = async (end) => {
      tries += 1;
      if (tries < 3) throw new AqeError('STORE_UNAVAILABLE', 'gone');
      return settle(end);
    };
    const events = await playToEnd(on, modelCall());
    expect(events.at(-1)).toMatchObject({ type: 'done', cost: 13, durationMs: 500 });
  });

  it('is held for what writing the cache costs', async () => {
    const on = stage(whole);
    const { request } = modelCall();
    await playToEnd(on, modelCall({ request: { ...request, cacheSystem: '1h' } }));
    expect(on.meter.plans).toMatchObject([{ cacheTtl: '1h' }]);
    expect(on.provider.requests).toMatchObject([{ request: { cacheSystem: '1h' } }]);
  });

  it('that cannot be booked is counted in full, and the answer stays', async () => {
    const on = stage(whole);
    on.meter.settle = async () => {
      throw new AqeError('STORE_UNAVAILABLE', 'gone');
    };
    const events = await playToEnd(on, modelCall());
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      text: 'Hello, world',
      cost: 1000,
      usage: { input: 10, output: 3 },
      attempts: [{ basis: 'worst-case' }],
    });
  });

  it('that cannot be booked of an attempt without usage is counted in full too', async () => {
    const on = stage([failing('connection')]);
    on.meter.settle = async () => {
      throw new AqeError('STORE_UNAVAILABLE', 'gone');
    };
    const events = await playToEnd(on, modelCall({ streamed: false }, { maxRetries: 0 }));
    expect(events.at(-1)).toMatchObject({ type: 'failed', cost: 1000, usage: noTokens });
  });

  it.each(['open', 'settle'] as const)('with a bug in %s throws it', async (method) => {
    const on = stage(whole);
    on.meter[method] = async () => {
      throw new TypeError('a bug');
    };
    await expect(playToEnd(on, modelCall())).rejects.toThrow('a bug');
    expect(on.scheduler.pending).toBe(0);
  });
});
