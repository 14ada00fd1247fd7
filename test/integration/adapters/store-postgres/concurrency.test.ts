import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../../../src/adapters/store-postgres/open-postgres-store.ts';
import type { BudgetWindow, ReserveOutcome } from '../../../../src/core/cost/budget-store.ts';
import type { PostgresTarget } from '../../../../src/core/ports.ts';
import {
  ending,
  entriesOf,
  LEASE_MS,
  limited,
  type MoneyStore,
  openedAt,
  someCall,
  START,
  stateOf,
  wish,
} from '../../../helpers/budget-requests.ts';
import { modelSums, modelTasks, sorted } from '../../../helpers/ledger-model.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../../../helpers/postgres.ts';
import { newPlace, query } from '../../../helpers/postgres-place.ts';

const folder = postgresFolder();
const names = Array.from({ length: 8 }, (_, n) => `r${n}`);

const LOCK_WINDOWS = 'SELECT FROM aqe_budget_windows FOR UPDATE';

function lockOf(key: string): string {
  return `SELECT FROM aqe_budget_windows WHERE key = '${key}' FOR UPDATE`;
}

/** What another session holds until it lets go. */
interface Lock {
  /** Resolves when so many statements wait. */
  waiting(count: number): Promise<void>;
  release(): Promise<void>;
}

async function locked(target: PostgresTarget, sql: string): Promise<Lock> {
  const client = new Client({ ...target });
  await client.connect();
  onTestFinished(async () => client.end());
  await client.query(`BEGIN; ${sql}`);
  return {
    waiting: async (count) => {
      await expect.poll(async () => waitingIn(target), { timeout: 4000 }).toBe(count);
    },
    release: async () => void (await client.query('COMMIT')),
  };
}

async function waitingIn(target: PostgresTarget): Promise<unknown> {
  const sql = `SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE usename = '${target.user}' AND wait_event_type = 'Lock'`;
  return (await query(target, sql))[0]?.['count'];
}

/** Sends statements that all wait for the windows, and lets them go on at once. */
async function afterWaiting<T>(
  target: PostgresTarget,
  work: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const lock = await locked(target, LOCK_WINDOWS);
  const results = Promise.all(work.map(async (one) => one()));
  await lock.waiting(work.length);
  await lock.release();
  return results;
}

function storeFor(stores: readonly MoneyStore[], n: number): MoneyStore {
  const store = stores[n % stores.length];
  if (store === undefined) throw new Error('no store');
  return store;
}

function reserves(
  stores: readonly MoneyStore[],
  windowsOf: (n: number) => readonly BudgetWindow[],
): (() => Promise<ReserveOutcome>)[] {
  return names.map(
    (id, n) => async () =>
      storeFor(stores, n).reserve(wish(id, { windows: windowsOf(n), amount: 300 })),
  );
}

async function deadlocks(target: PostgresTarget): Promise<unknown> {
  const sql = 'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()';
  return (await query(target, sql))[0]?.['deadlocks'];
}

describe.skipIf(folder === undefined)(
  'statements that meet in PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop(), 60_000);

    /** A place, and eight stores: each sends one statement at a time that changes something. */
    async function prepared(): Promise<{ target: PostgresTarget; stores: MoneyStore[] }> {
      const target = await newPlace(server);
      const place = { open: async () => openPostgresStore({ target, absent: 'create' }) };
      const stores = await Promise.all(names.map(async () => openedAt(place)));
      return { target, stores };
    }

    it('hold by what is there when they get the lock, not by what they saw at first', async () => {
      const { target, stores } = await prepared();
      const windows = [limited('day', 1000, 90)];
      await storeFor(stores, 0).reserve(wish('first', { windows }));
      const outcomes = await afterWaiting(
        target,
        reserves(stores, () => windows),
      );
      expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(3);
      const alerts = outcomes.flatMap((each) => (each.kind === 'reserved' ? each.alerts : []));
      expect(alerts).toEqual([{ window: windows[0], percent: 90, spent: 0, reserved: 1000 }]);
      expect(await stateOf(storeFor(stores, 1))).toEqual({ spent: 0, reserved: 1000 });
    }, 30_000);

    it('do not deadlock, in whatever order they name their windows', async () => {
      const { target, stores } = await prepared();
      const windows = ['a', 'b', 'c'].map((key) => limited(key, 1000));
      await storeFor(stores, 0).reserve(wish('first', { windows }));
      const outcomes = await afterWaiting(
        target,
        reserves(stores, (n) => (n % 2 === 0 ? windows : windows.toReversed())),
      );
      expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(3);
      const held = await query(target, 'SELECT DISTINCT reserved::integer FROM aqe_budget_windows');
      expect(held).toEqual([{ reserved: 1000 }]);
      expect(await deadlocks(target)).toBe(0);
    }, 30_000);

    it('take the locks of windows in the order of their keys, wherever the rows are', async () => {
      const { target, stores } = await prepared();
      const store = storeFor(stores, 0);
      // The rows stand in the file in the order in which they were made.
      for (const key of ['b', 'a']) {
        await store.reserve(wish(key, { windows: [limited(key, 1000)] }));
      }
      const first = await locked(target, lockOf('a'));
      const windows = [limited('b', 1000), limited('a', 1000)];
      const outcome = store.reserve(wish('both', { windows }));
      await first.waiting(1);
      // Whoever waits for the first key holds none behind it.
      const second = await locked(target, `${lockOf('b')} NOWAIT`);
      await second.release();
      await first.release();
      expect(await outcome).toMatchObject({ kind: 'reserved' });
    }, 30_000);

    it('make a window once, and hold no more in it', async () => {
      const { target, stores } = await prepared();
      for (let round = 0; round < 10; round += 1) {
        const windows = [limited(`day ${round}`, 1000), limited(`month ${round}`, 700)];
        const outcomes = await Promise.all(
          names.map(async (id, n) =>
            storeFor(stores, n).reserve(wish(`${id} ${round}`, { windows, amount: 300 })),
          ),
        );
        expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(2);
      }
      expect(await deadlocks(target)).toBe(0);
    }, 30_000);

    it('look again when somebody else has just made the window', async () => {
      const { target, stores } = await prepared();
      const [store, other] = [storeFor(stores, 0), storeFor(stores, 1)];
      await store.reserve(wish('first'));
      const lock = await locked(
        target,
        "INSERT INTO aqe_budget_windows (key, spent, reserved, alerted) VALUES ('day', 900, 0, -1)",
      );
      const windows = [limited('month', 1000), limited('day', 1000)];
      const outcome = store.reserve(wish('a', { windows }));
      const refused = other.reserve(wish('b', { windows, amount: 101 }));
      await lock.waiting(2);
      await lock.release();
      expect([(await outcome).kind, (await refused).kind]).toEqual(['reserved', 'refused']);
      expect(await store.windows(['day', 'month'])).toEqual([
        { key: 'day', spent: 900, reserved: 100 },
        { key: 'month', spent: 0, reserved: 100 },
      ]);
    }, 30_000);

    it('hold once for an id that is sent twice', async () => {
      const { target, stores } = await prepared();
      const windows = [limited('day', 1000)];
      await storeFor(stores, 0).reserve(wish('first', { windows }));
      const twice = [0, 1].map(
        (n) => async () => storeFor(stores, n).reserve(wish('a', { windows, amount: 300 })),
      );
      const outcomes = await afterWaiting(target, twice);
      expect(outcomes).toEqual([
        { kind: 'reserved', alerts: [] },
        { kind: 'reserved', alerts: [] },
      ]);
      expect(await stateOf(storeFor(stores, 0))).toEqual({ spent: 0, reserved: 400 });
    }, 30_000);

    it('hold nothing for a statement that comes late, when its call is over', async () => {
      const { target, stores } = await prepared();
      const [store, other] = [storeFor(stores, 0), storeFor(stores, 1)];
      const windows = [limited('day', 1000)];
      await store.reserve(wish('first', { windows }));
      const lock = await locked(target, LOCK_WINDOWS);
      const late = store.reserve(wish('a', { windows, amount: 300 }));
      await lock.waiting(1);
      await other.reserve(wish('a'));
      await other.settle(ending('a'));
      await lock.release();
      expect(await late).toEqual({ kind: 'reserved', alerts: [] });
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 100 });
      expect(await store.renew('a', START * 2)).toBe(false);
    }, 30_000);

    it('book once what is settled and runs out at the same moment', async () => {
      const { target, stores } = await prepared();
      const [store, other] = [storeFor(stores, 0), storeFor(stores, 1)];
      const windows = [limited('day', 1000)];
      await store.reserve(wish('a', { windows }));
      await afterWaiting<unknown>(target, [
        async () => store.settle(ending('a')),
        async () => other.settle(ending('a')),
      ]);
      await other.expire(START * 2);
      expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
      expect(await entriesOf(store)).toHaveLength(1);
    }, 30_000);

    it('correct an expiry that they waited for', async () => {
      const { target, stores } = await prepared();
      const [store, other] = [storeFor(stores, 0), storeFor(stores, 1)];
      await store.reserve(wish('a', { windows: [limited('day', 1000)] }));
      const lock = await locked(target, LOCK_WINDOWS);
      const expired = store.expire(START + LEASE_MS);
      await lock.waiting(1);
      const settled = other.settle(ending('a'));
      await lock.waiting(2);
      await lock.release();
      expect([await expired, await settled]).toEqual([1, []]);
      const entries = await entriesOf(store);
      expect(entries.map(({ id, cost }) => [id, cost])).toEqual([
        ['a', 100],
        ['a#correction', -60],
      ]);
      expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
    }, 30_000);

    it('pass over a hold that another process is ending', async () => {
      const { target, stores } = await prepared();
      const store = storeFor(stores, 0);
      await store.reserve(wish('a', { windows: [limited('day', 1000)] }));
      await locked(target, 'SELECT FROM aqe_reservations FOR UPDATE');
      const now = START * 2;
      const outcome = await store.reserve(wish('b', { windows: [limited('day', 1000)], now }));
      expect(outcome.kind).toBe('reserved');
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 200 });
    }, 30_000);

    it('sum up and count tasks without windows to wait in line for', async () => {
      const { target, stores } = await prepared();
      const calls = Array.from({ length: 120 }, (_, n) => ({
        id: `r${n}`,
        task: `task-${n % 5}`,
        model: `model-${(n * 7) % 3}`,
        agentType: `agent-${(n * 11) % 2}`,
        now: START + (n % 4) * 900_000,
      }));
      await Promise.all(
        calls.map(async ({ id, task, model, agentType }, n) => {
          const call = { ...someCall, taskId: task, agentType };
          return storeFor(stores, n).reserve(wish(id, { call, model }));
        }),
      );
      await Promise.all(
        calls.map(async ({ id, now }, n) => storeFor(stores, n).settle(ending(id, { now }))),
      );
      const store = storeFor(stores, 0);
      const entries = await entriesOf(store);
      expect(entries).toHaveLength(calls.length);
      for (const by of [[], ['model'], ['agent', 'variant']] as const) {
        const all = { from: 0, to: START * 2, by };
        expect(sorted(await store.sum(all))).toEqual(modelSums(entries, all));
        expect(sorted(await store.countTasks(all))).toEqual(modelTasks(entries, all));
      }
      expect(await deadlocks(target)).toBe(0);
    }, 30_000);
  },
);
