import { expect, describe, it } from 'vitest';
import type { Replica } from '../../../../src/core/flags/replica-registry.ts';
import { waitForReplicas } from '../../../../src/core/flags/wait-for-replicas.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';
import { memoryControlStore } from '../../../helpers/memory-control-store.ts';

const clock = { now: () => new Date(1000) };
const features = { multiModelRouter: false, streaming: false };
const sources = { multiModelRouter: 'default', streaming: 'default' } as const;

function stage(signal = new AbortController().signal) {
  const { replicas } = memoryControlStore();
  const scheduler = new ManualScheduler();
  const report = async (id: string, generation: number): Promise<void> => {
    const about = { id, name: id, version: '1.0.5', startedAt: 0, generation };
    await replicas.report({ ...about, features, sources }, { now: 1000, leaseMs: 60_000 });
  };
  const wait = async (timeoutMs: number) =>
    waitForReplicas(replicas, { generation: 2, timeoutMs, clock, scheduler, signal });
  return { scheduler, report, wait };
}

const namesOf = (replicas: readonly Replica[]): readonly string[] =>
  replicas.map(({ name }) => name);

describe(waitForReplicas, () => {
  it('waits for nobody where nobody is', async () => {
    expect(await stage().wait(1000)).toEqual({ kind: 'all', replicas: [], ms: 0 });
  });

  it('ends when the last one has the flags, or later ones', async () => {
    const { scheduler, report, wait } = stage();
    await report('a', 3);
    await report('b', 1);
    const waiting = wait(5000);
    await scheduler.advance(1000);
    await report('b', 2);
    await scheduler.advance(200);
    const { kind, replicas, ms } = await waiting;
    expect([kind, namesOf(replicas), ms]).toEqual(['all', ['a', 'b'], 1200]);
  });

  it('ends when the time is over', async () => {
    const { scheduler, report, wait } = stage();
    await report('a', 1);
    const waiting = wait(300);
    await scheduler.advance(300);
    expect(await waiting).toMatchObject({ kind: 'late', ms: 300 });
  });

  it('ends when it is stopped', async () => {
    const { report, wait } = stage(AbortSignal.abort());
    await report('a', 1);
    expect(await wait(5000)).toMatchObject({ kind: 'late', ms: 0 });
  });
});
