import { describe, expect, it } from 'vitest';
import { CallStop } from '../../../../src/core/streaming/call-stop.ts';
import { pause } from '../../../../src/core/streaming/pause.ts';
import { modelCall } from '../../../helpers/model-call.ts';
import { stage } from '../../../helpers/streaming-stage.ts';

describe(pause, () => {
  it('lasts as long as it is told', async () => {
    const { scheduler, ports } = stage();
    let over = false;
    const waiting = (async () => {
      await pause(100, scheduler, new CallStop(modelCall(), ports));
      over = true;
    })();
    await scheduler.advance(99);
    expect(over).toBe(false);
    await scheduler.advance(1);
    await waiting;
  });

  it('does not last when the call is stopped, before or meanwhile', async () => {
    const { scheduler, ports } = stage();
    const stop = new CallStop(modelCall(), ports);
    const waiting = pause(100, scheduler, stop);
    stop.stop('enough');
    await waiting;
    await pause(100, scheduler, stop);
    expect(scheduler.pending).toBe(0);
  });
});
