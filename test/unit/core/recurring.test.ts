import { describe, expect, it } from 'vitest';
import { Recurring } from '../../../src/core/recurring.ts';
import { ManualScheduler } from '../../helpers/manual-scheduler.ts';

describe(Recurring, () => {
  it('takes a turn at once, every so often, and when it is asked to, until it is stopped', async () => {
    const scheduler = new ManualScheduler();
    let turns = 0;
    const recurring = new Recurring(async () => void (turns += 1), { scheduler, everyMs: 100 });
    await scheduler.advance(250);
    expect(turns).toBe(3);
    await recurring.ask();
    expect(turns).toBe(4);
    // The next turn counts from the last one.
    await scheduler.advance(99);
    expect(turns).toBe(4);
    await recurring.stop();
    await scheduler.advance(1000);
    await recurring.ask();
    expect([turns, scheduler.pending, recurring.isStopped]).toEqual([4, 0, true]);
  });

  it('takes one more turn for all who ask during one', async () => {
    const scheduler = new ManualScheduler();
    const waiting: (() => void)[] = [];
    const recurring = new Recurring(
      async () => new Promise<void>((resolve) => void waiting.push(resolve)),
      { scheduler, everyMs: 100 },
    );
    const asked = [recurring.ask(), recurring.ask()];
    waiting.shift()?.();
    await scheduler.advance(0);
    expect(waiting).toHaveLength(1);
    const stopping = recurring.stop();
    waiting.shift()?.();
    await Promise.all([...asked, stopping]);
    expect(waiting).toHaveLength(0);
  });
});
