import { describe, expect, it } from 'vitest';
import {
  ending,
  entriesOf,
  LEASE_MS,
  limited,
  type MoneyStore,
  openedAt,
  START,
  stateOf,
  type StorePlace,
  wish,
} from './budget-requests.ts';

/** What becomes of holds that nobody settles in time, as tests; see `budgetStoreContract`. */
export function leaseContract(newPlace: () => Promise<StorePlace>): void {
  describe('leases', () => {
    it('charge in full when they have run out, once', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a', { windows: [limited('day', 1000)] }));
      expect(await store.expire(START + LEASE_MS - 1)).toBe(0);
      expect(await store.expire(START + LEASE_MS)).toBe(1);
      expect(await store.expire(START + LEASE_MS)).toBe(0);
      expect(await stateOf(store)).toEqual({ spent: 100, reserved: 0 });
      expect(await entriesOf(store)).toMatchObject([
        { id: 'a', at: START + LEASE_MS, cost: 100, basis: 'worst-case', outcome: 'expired' },
      ]);
    });

    it('are ended by the next reserve, before it looks for room', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', 150)];
      await store.reserve(wish('a', { windows }));
      const now = START + LEASE_MS;
      const outcome = await store.reserve(wish('b', { windows, now }));
      expect(outcome).toMatchObject({
        kind: 'refused',
        state: { key: 'day', spent: 100, reserved: 0 },
      });
      expect(await stateOf(store)).toEqual({ spent: 100, reserved: 0 });
    });

    it('are kept by renewing, and never shortened', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a'));
      expect(await store.renew('a', START + 3 * LEASE_MS)).toBe(true);
      expect(await store.renew('a', START + LEASE_MS)).toBe(true);
      expect(await store.expire(START + 3 * LEASE_MS - 1)).toBe(0);
      expect(await store.expire(START + 3 * LEASE_MS)).toBe(1);
      expect(await store.renew('a', START + 9 * LEASE_MS)).toBe(false);
    });

    it('cannot be renewed when settled or unknown', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a'));
      await store.settle(ending('a'));
      expect(await store.renew('a', START + 9 * LEASE_MS)).toBe(false);
      expect(await store.renew('never', START + 9 * LEASE_MS)).toBe(false);
    });

    it('that ran out are corrected by a late settlement, once', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a', { windows: [limited('day', 1000), limited('month', 2000)] }));
      await store.expire(START + LEASE_MS);
      const late = ending('a', { now: START + 5 * LEASE_MS });
      expect(await store.settle(late)).toEqual([]);
      expect(await store.settle(late)).toEqual([]);
      expect(await store.windows(['day', 'month'])).toEqual([
        { key: 'day', spent: 40, reserved: 0 },
        { key: 'month', spent: 40, reserved: 0 },
      ]);
      const entries = await entriesOf(store);
      expect(entries.map(({ id, cost, outcome }) => [id, cost, outcome])).toEqual([
        ['a', 100, 'expired'],
        ['a#correction', -60, 'succeeded'],
      ]);
      expect(entries[1]).toMatchObject({ at: late.now, usage: late.usage, basis: 'measured' });
    });

    it('end for many at once', async () => {
      const store = await openedAt(await newPlace());
      const windows = [limited('day', undefined)];
      for (let n = 0; n < 30; n += 1)
        await store.reserve(wish(`r${n}`, { windows, amount: n + 1 }));
      expect(await store.expire(START + LEASE_MS)).toBe(30);
      expect(await stateOf(store)).toEqual({ spent: 465, reserved: 0 });
    });
  });
}

/** When alerts are told, as tests; see `budgetStoreContract`. */
export function alertContract(newPlace: () => Promise<StorePlace>): void {
  describe('alerts', () => {
    const windows = [limited('day', 1000, 50, 80, 100)];
    const raised = async (store: MoneyStore, id: string, amount: number): Promise<number[]> => {
      const outcome = await store.reserve(wish(id, { windows, amount }));
      return outcome.kind === 'reserved' ? outcome.alerts.map(({ percent }) => percent) : [-1];
    };

    it('are told at the threshold, once', async () => {
      const place = await newPlace();
      const [store, other] = [await openedAt(place), await openedAt(place)];
      expect(await raised(store, 'a', 499)).toEqual([]);
      expect(await raised(other, 'b', 1)).toEqual([50]);
      expect(await raised(store, 'c', 1)).toEqual([]);
      expect(await raised(other, 'd', 499)).toEqual([80, 100]);
      await store.settle(ending('d', { cost: 0 }));
      expect(await raised(store, 'e', 499)).toEqual([]);
    });

    it('say what is spent and held', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a', { windows, amount: 100 }));
      await store.settle(ending('a', { cost: 90 }));
      const outcome = await store.reserve(wish('b', { windows, amount: 420 }));
      expect(outcome).toEqual({
        kind: 'reserved',
        alerts: [{ window: windows[0], percent: 50, spent: 90, reserved: 420 }],
      });
    });

    it('come from a settlement above what was held', async () => {
      const store = await openedAt(await newPlace());
      await store.reserve(wish('a', { windows, amount: 100 }));
      const alerts = await store.settle(ending('a', { cost: 850 }));
      expect(alerts).toEqual([
        { window: windows[0], percent: 50, spent: 850, reserved: 0 },
        { window: windows[0], percent: 80, spent: 850, reserved: 0 },
      ]);
    });

    it('are told again in the next window', async () => {
      const store = await openedAt(await newPlace());
      const next = [limited('next day', 1000, 50)];
      await raised(store, 'a', 600);
      const outcome = await store.reserve(wish('b', { windows: next, amount: 600 }));
      expect(outcome).toMatchObject({ kind: 'reserved', alerts: [{ percent: 50 }] });
    });

    it('are not raised by a refusal, nor without a limit', async () => {
      const store = await openedAt(await newPlace());
      expect(await raised(store, 'a', 1001)).toEqual([-1]);
      expect(await raised(store, 'b', 500)).toEqual([50]);
      const unlimited = [limited('month', undefined, 50)];
      const outcome = await store.reserve(wish('c', { windows: unlimited }));
      expect(outcome).toEqual({ kind: 'reserved', alerts: [] });
    });
  });
}
