import { describe, expect, it } from 'vitest';
import { orAborted } from '../../../../src/core/streaming/or-aborted.ts';
import { pause } from '../../../../src/core/streaming/pause.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';

const never = new Promise<never>(() => undefined);

describe(orAborted, () => {
  it('is what the work gives', async () => {
    const { signal } = new AbortController();
    expect(await orAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(orAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('is the reason when it aborts', async () => {
    const controller = new AbortController();
    const waiting = orAborted(never, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('does not wait when it is aborted already', async () => {
    await expect(orAborted(never, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});

describe(pause, () => {
  it('lasts as long as it is told', async () => {
    const scheduler = new ManualScheduler();
    let over = false;
    const waiting = (async () => {
      await pause(100, scheduler, new AbortController().signal);
      over = true;
    })();
    await scheduler.advance(99);
    expect(over).toBe(false);
    await scheduler.advance(1);
    await waiting;
  });

  it('does not last when it is aborted, before or meanwhile', async () => {
    const scheduler = new ManualScheduler();
    const controller = new AbortController();
    const waiting = pause(100, scheduler, controller.signal);
    controller.abort();
    await waiting;
    await pause(100, scheduler, controller.signal);
    expect(scheduler.pending).toBe(0);
  });
});
