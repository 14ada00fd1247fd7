import { describe, expect, it } from 'vitest';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import {
  ending,
  entriesOf,
  limited,
  openedAt,
  START,
  stateOf,
  type StorePlace,
  wish,
} from './budget-requests.ts';
import { alertContract, leaseContract } from './lease-contract.ts';
import { ledgerContract } from './ledger-contract.ts';

/**
 * What every BudgetStore has to do, as tests.
 * @param newPlace makes an empty place; called for each test, inside of it
 */
export function budgetStoreContract(newPlace: () => Promise<StorePlace>): void {
  describe('reserve', () => {
    it('holds up to the limit, to the nano-dollar, and not one more', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 1000)];
      expect(await store.reserve(wish('a', { windows, amount: 999 }))).toEqual({
        kind: 'reserved',
        alerts: [],
      });
      expect(await store.reserve(wish('b', { windows, amount: 2 }))).toEqual({
        kind: 'refused',
        window: windows[0],
        state: { key: 'day', spent: 0, reserved: 999 },
      });
      expect((await store.reserve(wish('c', { windows, amount: 1 }))).kind).toBe('reserved');
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 1000 });
    });

    it('holds in all windows or in none, and names the first without room', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('task', 500), limited('day', 90), limited('month', 80)];
      const outcome = await store.reserve(wish('a', { windows }));
      expect(outcome).toMatchObject({ kind: 'refused', window: { key: 'day' } });
      expect(await store.windows(['task', 'day', 'month'])).toEqual([
        { key: 'task', spent: 0, reserved: 0 },
        { key: 'day', spent: 0, reserved: 0 },
        { key: 'month', spent: 0, reserved: 0 },
      ]);
    });

    it('counts what is spent against the limit', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 100)];
      await store.reserve(wish('a', { windows }));
      await store.settle(ending('a', { cost: 60 }));
      expect((await store.reserve(wish('b', { windows, amount: 41 }))).kind).toBe('refused');
      expect((await store.reserve(wish('c', { windows, amount: 40 }))).kind).toBe('reserved');
    });

    it('counts without limiting where there is no limit', async () => {
      const store = await openedAt(await newPlace());
      const amount = 9_000_000_000_000_000;
      await store.reserve(wish('a', { windows: [limited('day', undefined)], amount }));
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: amount });
    });

    it('refuses everything under a limit of 0', async () => {
      const store = await openedAt(await newPlace());
      const outcome = await store.reserve(wish('a', { windows: [limited('day', 0)], amount: 1 }));
      expect(outcome.kind).toBe('refused');
    });

    it('follows a limit that was changed', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a', { windows: [limited('day', 100)] }));
      const wider = wish('b', { windows: [limited('day', 200)] });
      expect((await store.reserve(wider)).kind).toBe('reserved');
      const narrower = wish('c', { windows: [limited('day', 150)], amount: 1 });
      expect((await store.reserve(narrower)).kind).toBe('refused');
    });

    it('holds nothing more for an id that it holds or has booked', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 150, 50)];
      await store.reserve(wish('a', { windows }));
      const again = await store.reserve(wish('a', { windows }));
      expect(again).toEqual({ kind: 'reserved', alerts: [] });
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 100 });
      await store.settle(ending('a'));
      await store.reserve(wish('a', { windows }));
      expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
    });

    it('lets an id that was refused try again', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 100)];
      await store.reserve(wish('first', { windows }));
      expect((await store.reserve(wish('a', { windows }))).kind).toBe('refused');
      await store.settle(ending('first', { cost: 0 }));
      expect((await store.reserve(wish('a', { windows }))).kind).toBe('reserved');
    });

    it('never holds too much, however many ask at once', async () => {
      const place = await newPlace();
      const stores = [await openedAt(place), await openedAt(place), await openedAt(place)];
      const windows = [limited('day', 1050)];
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, async (_, n) =>
          stores[n % 3]?.reserve(wish(`r${n}`, { windows })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome?.kind === 'reserved')).toHaveLength(10);
    });
  });

  describe('settle', () => {
    it('frees what was held and books the cost in every window', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 1000), limited('month', undefined)];
      await store.reserve(wish('a', { windows }));
      expect(await store.settle(ending('a'))).toEqual([]);
      expect(await store.windows(['month', 'day'])).toEqual([
        { key: 'month', spent: 40, reserved: 0 },
        { key: 'day', spent: 40, reserved: 0 },
      ]);
    });

    it('books the whole truth in the ledger', async () => {
      const store = await openedAt(await newPlace());
      const request = wish('a', { attempt: 3, priceSource: `O'Reilly "§" 模型\n` });
      await store.reserve(request);
      const usage = { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 };
      const settlement = ending('a', { usage, basis: 'estimated', outcome: 'aborted' });
      await store.settle(settlement);
      const { call, modelName, model, provider, attempt, priceSource } = request;
      const described = { call, modelName, model, provider, attempt, priceSource };
      expect(await entriesOf(store)).toEqual([
        { id: 'a', at: START + 1000, ...described, ...booked(settlement) },
      ]);
    });

    it('keeps an absent agent id absent', async () => {
      const store = await openedAt(await newPlace());
      const { agentId, ...call } = wish('a').call;
      expect(agentId).toBeDefined();
      await store.reserve(wish('a', { call }));
      await store.settle(ending('a'));
      const [entry] = await entriesOf(store);
      expect(entry?.call.agentId).toBeUndefined();
    });

    it('changes nothing the second time, also when both come at once', async () => {
      const place = await newPlace();
      const stores = [await openedAt(place), await openedAt(place)];
      const [store] = stores;
      if (store === undefined) throw new Error('no store');
      await store.reserve(wish('a', { windows: [limited('day', 100, 10)] }));
      await Promise.all(stores.map(async (each) => each.settle(ending('a'))));
      expect(await store.settle(ending('a', { cost: 99 }))).toEqual([]);
      expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
      expect(await entriesOf(store)).toHaveLength(1);
    });

    it('books a cost of 0, and one above what was held', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 1000)];
      await store.reserve(wish('free', { windows }));
      await store.reserve(wish('dear', { windows }));
      await store.settle(ending('free', { cost: 0, usage: noTokens, outcome: 'failed' }));
      await store.settle(ending('dear', { cost: 130 }));
      expect(await stateOf(store)).toEqual({ spent: 130, reserved: 0 });
      expect(await entriesOf(store)).toHaveLength(2);
    });

    it('books the others when one of many at once was never held', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 1000)];
      await Promise.all(['a', 'b', 'c'].map(async (id) => store.reserve(wish(id, { windows }))));
      const settled = await Promise.allSettled(
        ['a', 'never', 'b', 'c', 'a'].map(async (id) => store.settle(ending(id))),
      );
      expect(settled.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
        'fulfilled',
      ]);
      expect(await stateOf(store)).toEqual({ spent: 120, reserved: 0 });
    });

    it('fails for a hold that it never had', async () => {
      const store = await openedAt(await newPlace());
      await expect(store.settle(ending('never'))).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
    });
  });

  leaseContract(newPlace);
  alertContract(newPlace);
  ledgerContract(newPlace);

  it('keeps everything when it is closed and opened again', async () => {
    const place = await newPlace();
    const first = await place.open();
    await first.reserve(wish('a', { windows: [limited('day', 1000)] }));
    await first.reserve(wish('b', { windows: [limited('day', 1000)] }));
    await first.settle(ending('a'));
    await first.close();
    const second = await openedAt(place);
    expect(await stateOf(second)).toEqual({ spent: 40, reserved: 100 });
    await second.settle(ending('b'));
    expect(await stateOf(second)).toEqual({ spent: 80, reserved: 0 });
  });
}

/** The part of a settlement that the ledger repeats. */
function booked({ cost, usage, basis, outcome }: ReturnType<typeof ending>): object {
  return { cost, usage, basis, outcome };
}
