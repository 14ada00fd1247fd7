import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LedgerDimension,
  type LedgerQuery,
  SLOT_MS,
} from '../../src/core/cost/budget-store.ts';
import {
  ending,
  entriesOf,
  LEASE_MS,
  type MoneyStore,
  openedAt,
  someCall,
  START,
  type StorePlace,
  wish,
} from './budget-requests.ts';
import { modelSums, modelTasks, sorted } from './ledger-model.ts';

const everything = { from: 0, to: START * 2 };
const dimensions: readonly LedgerDimension[] = [
  'model',
  'provider',
  'agent',
  'task-type',
  'variant',
];

/** What every LedgerReader has to answer, as tests; see `budgetStoreContract`. */
export function ledgerContract(newPlace: () => Promise<StorePlace>): void {
  describe('the ledger', () => {
    it('has no sums and no entries at first', async () => {
      const store = await openedAt(await newPlace());
      expect(await store.sum({ ...everything, by: [] })).toEqual([]);
      expect(await store.sum({ ...everything, by: ['model'] })).toEqual([]);
      expect(await store.countTasks({ ...everything, by: [] })).toEqual([]);
      expect(await entriesOf(store)).toEqual([]);
    });

    it('gives entries in the order in which they were booked, the end of a range left out', async () => {
      const store = await openedAt(await newPlace());
      for (const [id, now] of [
        ['a', 30],
        ['b', 10],
        ['c', 20],
        ['d', 40],
      ] as const) {
        await store.reserve(wish(id));
        await store.settle(ending(id, { now: START + now }));
      }
      const ids = async (from: number, to: number): Promise<string[]> =>
        (await entriesOf(store, { from: START + from, to: START + to })).map(({ id }) => id);
      expect(await ids(0, 100)).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids(10, 30)).toEqual(['b', 'c']);
      expect(await ids(41, 100)).toEqual([]);
    });

    it('gives more entries than one page', async () => {
      const store = await openedAt(await newPlace());
      const ids = Array.from({ length: 1234 }, (_, n) => `r${n}`);
      await Promise.all(ids.map(async (id) => store.reserve(wish(id))));
      for (const id of ids) await store.settle(ending(id));
      expect((await entriesOf(store)).map(({ id }) => id)).toEqual(ids);
    }, 30_000);

    it('can be left in the middle of its entries', async () => {
      const store = await openedAt(await newPlace());
      for (const id of ['a', 'b']) {
        await store.reserve(wish(id));
        await store.settle(ending(id));
      }
      for await (const { id } of store.entries(everything)) {
        expect(id).toBe('a');
        break;
      }
      await store.reserve(wish('c'));
      await store.settle(ending('c'));
      expect(await entriesOf(store)).toHaveLength(3);
    });

    it('counts a task once, however its attempts are spread', async () => {
      const store = await openedAt(await newPlace());
      const attempt = async (id: string, now: number, changes: object): Promise<void> => {
        await store.reserve(wish(id, changes));
        await store.settle(ending(id, { now: START + now }));
      };
      await attempt('a', 0, { model: 'haiku' });
      await attempt('b', 1, { model: 'opus' });
      await attempt('c', SLOT_MS, { model: 'haiku' });
      await attempt('d', 2 * SLOT_MS + 5, { model: 'haiku' });
      await attempt('e', 3, { model: 'haiku', call: { ...someCall, taskId: 'task-2' } });
      const count = async (query: Partial<LedgerQuery>): Promise<string[][]> =>
        sorted(await store.countTasks({ ...everything, by: [], ...query })).map(({ keys, tasks }) =>
          keys.concat(String(tasks)),
        );
      expect(await count({})).toEqual([['2']]);
      expect(await count({ by: ['model'] })).toEqual([
        ['haiku', '2'],
        ['opus', '1'],
      ]);
      expect(await count({ from: START + 2 })).toEqual([['2']]);
      expect(await count({ from: START + 4 })).toEqual([['1']]);
      expect(await count({ from: START + 4, to: START + SLOT_MS })).toEqual([]);
    });

    it('sums to what its entries say, over any range by any keys', async () => {
      const store = await openedAt(await newPlace());
      const random = fc.sample(step, { numRuns: 300, seed: 1 });
      for (const [n, { at, ...one }] of random.entries()) await book(store, `r${n}`, at, one);
      const entries = await entriesOf(store);
      expect(entries.length).toBeGreaterThan(300);
      for (const query of fc.sample(anyQuery, { numRuns: 100, seed: 2 })) {
        expect(sorted(await store.sum(query)), JSON.stringify(query)).toEqual(
          modelSums(entries, query),
        );
        expect(sorted(await store.countTasks(query)), JSON.stringify(query)).toEqual(
          modelTasks(entries, query),
        );
      }
    }, 30_000);
  });
}

const DAY_MS = 86_400_000;
const DAY_0 = START - (START % DAY_MS);
const tokens = fc.nat(100_000);
const step = fc.record({
  at: fc.oneof(fc.nat(4 * SLOT_MS), fc.nat(4 * DAY_MS)),
  task: fc.nat(30),
  model: fc.constantFrom('haiku', 'sonnet', 'opus'),
  provider: fc.constantFrom('anthropic', 'simulator'),
  agentType: fc.constantFrom('test-generator', 'quality-analyzer'),
  taskType: fc.constantFrom('unit', 'Ünit "2"', ''),
  variant: fc.constantFrom('stable', 'canary'),
  purpose: fc.constantFrom('answer' as const, 'answer' as const, 'escalation' as const),
  cost: fc.nat(5_000_000_000),
  usage: fc.record({
    input: tokens,
    output: tokens,
    cacheRead: tokens,
    cacheWrite5m: tokens,
    cacheWrite1h: tokens,
  }),
  basis: fc.constantFrom('measured' as const, 'estimated' as const, 'worst-case' as const),
  outcome: fc.constantFrom('succeeded' as const, 'failed' as const, 'aborted' as const),
  fate: fc.constantFrom('settled', 'settled', 'settled', 'expired', 'corrected'),
});

const anyQuery: fc.Arbitrary<LedgerQuery> = fc.record({
  from: fc.oneof(
    fc.constant(0),
    fc.nat(4 * SLOT_MS).map((at) => START + at),
    fc.nat(4).map((n) => START + n * SLOT_MS),
    fc.nat(3).map((n) => DAY_0 + n * DAY_MS),
    fc.nat(4 * DAY_MS).map((at) => START + at),
  ),
  to: fc.oneof(
    fc.constant(START * 2),
    fc.nat(5 * SLOT_MS).map((at) => START + at),
    fc.nat(5).map((n) => START + n * SLOT_MS),
    fc.nat(5).map((n) => DAY_0 + n * DAY_MS),
    fc.nat(5 * DAY_MS).map((at) => START + at),
  ),
  by: fc.subarray([...dimensions]).chain((some) => fc.shuffledSubarray(some)),
});

type Step = Omit<typeof step extends fc.Arbitrary<infer Value> ? Value : never, 'at'>;

async function book(store: MoneyStore, id: string, at: number, one: Step): Promise<void> {
  const { task, model, provider, agentType, taskType, variant, purpose, fate, ...end } = one;
  const now = START + at;
  const call = { ...someCall, taskId: `task-${task}`, agentType, taskType, variant, purpose };
  await store.reserve(wish(id, { now: now - LEASE_MS, amount: 77, call, model, provider }));
  if (fate !== 'settled') await store.expire(now);
  if (fate !== 'expired') await store.settle(ending(id, { now: now + SLOT_MS / 3, ...end }));
}
