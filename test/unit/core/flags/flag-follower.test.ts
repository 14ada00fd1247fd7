import { describe, expect, it, vi } from 'vitest';
import type { FlagStore, SharedFlags } from '../../../../src/core/flags/flag-store.ts';
import { FlagFollower } from '../../../../src/core/flags/flag-follower.ts';
import { flagChange } from '../../../helpers/control-store-contract.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';
import { MemoryControl, memoryControlStore } from '../../../helpers/memory-control-store.ts';

function stage(store: (real: FlagStore) => FlagStore = (real) => real) {
  const data = new MemoryControl();
  const { flags } = memoryControlStore(data);
  const scheduler = new ManualScheduler();
  const seen: SharedFlags[] = [];
  const failures: unknown[] = [];
  const follower = new FlagFollower(store(flags), {
    scheduler,
    pollMs: 2000,
    onFlags: (one) => void seen.push(one),
    onFailure: (error) => void failures.push(error),
  });
  return { data, flags, scheduler, seen, failures, follower };
}

const deaf = (real: FlagStore): FlagStore => ({ ...real, listen: () => async () => undefined });

describe(FlagFollower, () => {
  it('tells how the flags stand, and each change as soon as the store tells it', async () => {
    const { flags, seen, follower } = stage();
    await follower.look();
    await flags.change(flagChange('a'));
    await vi.waitFor(() => {
      expect(seen.map(({ generation }) => generation)).toEqual([0, 1]);
    });
    await follower.look();
    expect(seen).toHaveLength(2);
    await follower.stop();
  });

  it('finds a change by itself where the store does not tell', async () => {
    const { flags, scheduler, seen, follower } = stage(deaf);
    await follower.look();
    await flags.change(flagChange('a'));
    await scheduler.advance(1999);
    expect(seen).toHaveLength(1);
    await scheduler.advance(1);
    expect(seen).toMatchObject([{ generation: 0 }, { generation: 1 }]);
    await follower.stop();
  });

  it('takes what a restored database says, though its generation is older', async () => {
    const { data, flags, seen, follower } = stage(deaf);
    await flags.change(flagChange('a'));
    await follower.look();
    const before = { ...data.shared };
    data.shared = { ...before, generation: 0, flags: {} };
    await follower.look();
    data.shared = { ...data.shared, updatedAt: 1 };
    await follower.look();
    expect(seen.at(-1)).toEqual({ ...before, generation: 0, flags: {}, updatedAt: 1 });
    await follower.stop();
  });

  it('outlives a store that is away, and says so once', async () => {
    let away = true;
    const { scheduler, seen, failures, follower } = stage((real) => ({
      ...real,
      read: async () => {
        if (away) throw new Error('away');
        return real.read();
      },
    }));
    await follower.look();
    await scheduler.advance(4000);
    expect(follower.failure).toEqual(new Error('away'));
    expect(failures).toEqual([new Error('away')]);
    away = false;
    await scheduler.advance(2000);
    expect(seen).toHaveLength(1);
    expect(follower.failure).toBeUndefined();
    away = true;
    await scheduler.advance(5000);
    expect(failures).toHaveLength(2);
    await follower.stop();
  });

  it('looks again for whoever asks during a look, and says nothing once it is stopped', async () => {
    const waiting: (() => void)[] = [];
    const { seen, failures, follower, scheduler } = stage((real) => ({
      ...real,
      read: async () => {
        await new Promise<void>((resolve) => void waiting.push(resolve));
        return real.read();
      },
    }));
    const asked = [follower.look(), follower.look()];
    waiting.shift()?.();
    await vi.waitFor(() => {
      expect(waiting).toHaveLength(1);
    });
    waiting.shift()?.();
    await Promise.all(asked);
    expect(seen).toHaveLength(1);

    const late = follower.look();
    const stopping = follower.stop();
    waiting.shift()?.();
    await Promise.all([late, stopping, follower.look()]);
    await scheduler.advance(10_000);
    expect(waiting).toHaveLength(0);
    expect(failures).toEqual([]);
  });

  it('says nothing of a failure after it was stopped', async () => {
    const reads: ((reason: Error) => void)[] = [];
    const { failures, follower } = stage((real) => ({
      ...real,
      read: async () =>
        new Promise((_resolve, reject) => {
          reads.push(reject);
        }),
    }));
    const stopping = follower.stop();
    reads[0]?.(new Error('too late'));
    await stopping;
    expect(failures).toEqual([]);
  });
});
