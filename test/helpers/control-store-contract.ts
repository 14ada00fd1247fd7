import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ControlStore } from '../../src/core/flags/control-store.ts';
import type { FlagChange } from '../../src/core/flags/flag-store.ts';
import type { ReplicaReport } from '../../src/core/flags/replica-registry.ts';
import type { StagedRollout } from '../../src/core/flags/staged-rollout.ts';
import { updateFlags } from '../../src/core/flags/update-flags.ts';
import { START } from './budget-requests.ts';

/** Data that nobody else uses. */
export interface ControlPlace {
  /** One more handle on the same data. */
  open(): Promise<Closable>;
}

/** For what comes by itself. */
const WAIT = { timeout: 5000, interval: 100 };

type Closable = ControlStore & { close(): Promise<void> };

/** Opens a handle that is closed when the test ends. */
async function openedAt(place: ControlPlace): Promise<ControlStore> {
  const store = await place.open();
  onTestFinished(async () => store.close());
  return store;
}

/** A change of the flags, when it does not matter which. */
export function flagChange(id: string, changes: Partial<FlagChange> = {}): FlagChange {
  return {
    id,
    expected: 0,
    content: { flags: { streaming: true }, agentTypes: {} },
    at: START,
    by: 'ada',
    reason: 'trying it out',
    action: 'flags.set',
    ...changes,
  };
}

/** A rollout in its first stage. */
const rollout: StagedRollout = {
  id: 'wave-1',
  status: 'running',
  features: ['streaming'],
  stages: [10, 100],
  stage: 0,
  since: START,
  soakMs: 60_000,
  lookMs: 1000,
  looked: 0,
  judging: { required: ['errorRate'], errorRate: 0.02, latency: 0.1, saving: 0.2, seed: 1 },
  startedAt: START,
  startedBy: 'ada',
  startReason: '',
};

/** The report of a replica with everything off. */
function replicaReport(id: string, changes: Partial<ReplicaReport> = {}): ReplicaReport {
  return {
    id,
    name: `host:${id}`,
    version: '1.0.5',
    startedAt: START,
    generation: 0,
    features: { multiModelRouter: false, streaming: false },
    sources: { multiModelRouter: 'default', streaming: 'environment' },
    ...changes,
  };
}

/**
 * What every ControlStore has to do, as tests.
 * @param newPlace makes an empty place; called for each test, inside of it
 */
export function controlStoreContract(newPlace: () => Promise<ControlPlace>): void {
  flagContract(newPlace);
  replicaContract(newPlace);
  auditContract(newPlace);
}

function flagContract(newPlace: () => Promise<ControlPlace>): void {
  describe('flags', () => {
    it('says nothing before the first change', async () => {
      const { flags } = await openedAt(await newPlace());
      expect(await flags.read()).toEqual({
        generation: 0,
        flags: {},
        agentTypes: {},
        updatedAt: 0,
        updatedBy: '',
        reason: '',
      });
    });

    it('tells other handles that something is new, until they stop to listen', async () => {
      const place = await newPlace();
      const [one, other] = [await openedAt(place), await openedAt(place)];
      let told = 0;
      const stop = other.flags.listen(() => {
        told += 1;
      });
      // Until it listens, a change may go by.
      let generation = 0;
      await vi.waitFor(async () => {
        await one.flags.change(flagChange(`a${generation}`, { expected: generation }));
        generation += 1;
        expect(told).toBeGreaterThan(0);
      }, WAIT);
      await stop();
      const before = told;
      await one.flags.change(flagChange('b', { expected: generation }));
      expect((await other.flags.read()).generation).toBe(generation + 1);
      expect(told).toBe(before);
    });

    it('keeps all of a change, for every handle', async () => {
      const place = await newPlace();
      const [one, other] = [await openedAt(place), await openedAt(place)];
      const content = {
        flags: { multiModelRouter: true, streaming: false },
        agentTypes: { 'test-generator': { streaming: true }, __proto__x: {} },
        rolloutPercent: 12.5,
        salt: 'näxt “wave”',
      };
      const flags = { ...content, generation: 1, updatedAt: START, updatedBy: 'ada', reason: 'go' };
      expect(await one.flags.change(flagChange('a', { content, reason: 'go' }))).toEqual({
        kind: 'changed',
        flags,
      });
      expect(await other.flags.read()).toEqual(flags);
    });

    it('keeps a rollout with them, and what the audit trail tells of a step', async () => {
      const { flags, audit } = await openedAt(await newPlace());
      const content = { flags: { streaming: true }, agentTypes: {}, rolloutPercent: 10, rollout };
      await flags.change(
        flagChange('a', { content, details: { look: 7, generation: 'not mine' } }),
      );
      expect((await flags.read()).rollout).toEqual(rollout);
      expect((await audit.list({ limit: 1 }))[0]?.details).toEqual({
        look: 7,
        generation: 1,
        ...content,
      });
    });

    it('refuses a change of what is no longer the newest, and says what is', async () => {
      const place = await newPlace();
      const [one, other] = [await openedAt(place), await openedAt(place)];
      await one.flags.change(flagChange('a'));
      const late = await other.flags.change(flagChange('b', { by: 'bob' }));
      expect(late).toMatchObject({ kind: 'conflict', flags: { generation: 1, updatedBy: 'ada' } });
      const again = flagChange('b', { by: 'bob', expected: 1 });
      expect(await other.flags.change(again)).toMatchObject({
        kind: 'changed',
        flags: { generation: 2, updatedBy: 'bob' },
      });
    });

    it('makes a change once that arrives twice', async () => {
      const { flags, audit } = await openedAt(await newPlace());
      const change = flagChange('a');
      const first = await flags.change(change);
      expect(await flags.change(change)).toEqual(first);
      expect(await audit.list({ limit: 9 })).toHaveLength(1);
    });

    it('loses no change of many that are made at once', async () => {
      const place = await newPlace();
      const stores = await Promise.all([openedAt(place), openedAt(place), openedAt(place)]);
      const types = Array.from({ length: 9 }, (_, index) => `type-${index}`);
      await Promise.all(
        types.map(async (type, index) => {
          const store = stores[index % stores.length];
          if (store === undefined) throw new Error('no store');
          return updateFlags(store.flags, {
            ...flagChange(type),
            update: ({ flags, agentTypes }) => ({
              flags,
              agentTypes: { ...agentTypes, [type]: { streaming: true } },
            }),
          });
        }),
      );
      const { generation, agentTypes } = await (await openedAt(place)).flags.read();
      expect(generation).toBe(types.length);
      expect(Object.keys(agentTypes).toSorted()).toEqual(types);
    });
  });
}

function replicaContract(newPlace: () => Promise<ControlPlace>): void {
  describe('replicas', () => {
    it('lists those that live, as they said last', async () => {
      const place = await newPlace();
      const [one, other] = [(await openedAt(place)).replicas, (await openedAt(place)).replicas];
      await one.report(replicaReport('b'), { now: START, leaseMs: 1000 });
      await other.report(replicaReport('a', { problem: 'no file' }), { now: START, leaseMs: 5000 });
      expect(await one.live(START + 999)).toEqual([
        { ...replicaReport('a', { problem: 'no file' }), seenAt: START },
        { ...replicaReport('b'), seenAt: START },
      ]);
      expect(await one.live(START + 1000)).toMatchObject([{ id: 'a' }]);
      const renewed = replicaReport('b', {
        generation: 7,
        features: { multiModelRouter: true, streaming: true },
      });
      await one.report(renewed, { now: START + 2000, leaseMs: 1000 });
      expect(await other.live(START + 2500)).toMatchObject([
        { id: 'a' },
        { ...renewed, seenAt: START + 2000 },
      ]);
    });

    it('forgets one that leaves, and does not mind one that it never saw', async () => {
      const { replicas } = await openedAt(await newPlace());
      await replicas.report(replicaReport('a'), { now: START, leaseMs: 1000 });
      await replicas.leave('a');
      await replicas.leave('z');
      expect(await replicas.live(START)).toEqual([]);
    });
  });
}

function auditContract(newPlace: () => Promise<ControlPlace>): void {
  describe('audit', () => {
    const entry = {
      id: 'x',
      at: START,
      by: 'bob',
      action: 'rollback.partial',
      reason: 'p95 doubled',
      details: { agentType: 'test-generator', measured: [1, 2.5, null] },
    };

    it('has the newest first, as many as asked for, of one action or of all', async () => {
      const place = await newPlace();
      const { flags, audit } = await openedAt(place);
      await flags.change(flagChange('a'));
      await audit.append(entry);
      // A clock that went back changes nothing of the order.
      await audit.append({ ...entry, id: 'y', at: START - 5 });
      const reader = (await openedAt(place)).audit;
      expect((await reader.list({ limit: 9 })).map(({ id }) => id)).toEqual(['y', 'x', 'a']);
      expect((await reader.list({ limit: 1 })).map(({ id }) => id)).toEqual(['y']);
      expect(await reader.list({ limit: 1, action: 'flags.set' })).toEqual([
        {
          id: 'a',
          at: START,
          by: 'ada',
          action: 'flags.set',
          reason: 'trying it out',
          details: { generation: 1, flags: { streaming: true }, agentTypes: {} },
        },
      ]);
      expect((await reader.list({ limit: 9, action: 'rollback.partial' }))[1]).toEqual(entry);
    });

    it('keeps an entry once that arrives twice', async () => {
      const { audit } = await openedAt(await newPlace());
      await audit.append(entry);
      await audit.append(entry);
      expect(await audit.list({ limit: 9 })).toEqual([entry]);
    });
  });
}
