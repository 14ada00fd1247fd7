import { describe, expect, it } from 'vitest';
import { pause } from '../../../src/core/pause.ts';
import { ManualScheduler } from '../../helpers/manual-scheduler.ts';

describe(pause, () => {
  it('lasts as long as it is told', async () => {
    const scheduler = new ManualScheduler();
    let over = false;
    const waiting = (async () => {
      await pause(100, { scheduler, signal: new AbortController().signal });
      over = true;
    })();
    await scheduler.advance(99);
    expect(over).toBe(false);
    await scheduler.advance(1);
    await waiting;
  });

  it('ends when the signal aborts, and does not begin after that, or for no time', async () => {
    const scheduler = new ManualScheduler();
    const controller = new AbortController();
    const { signal } = controller;
    await pause(0, { scheduler, signal });
    await pause(-1, { scheduler, signal });
    const waiting = pause(100, { scheduler, signal });
    expect(scheduler.pending).toBe(1);
    controller.abort();
    await waiting;
    await pause(100, { scheduler, signal });
    expect(scheduler.pending).toBe(0);
  });
});
