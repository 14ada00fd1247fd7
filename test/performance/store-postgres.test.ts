import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../src/adapters/store-postgres/open-postgres-store.ts';
import { budgetSettings } from '../../src/core/cost/budget-settings.ts';
import { budgetWindows } from '../../src/core/cost/budget-windows.ts';
import type { PostgresTarget } from '../../src/core/ports.ts';
import { median, report } from '../helpers/bench.ts';
import {
  ending,
  type MoneyStore,
  openedAt,
  someCall,
  START,
  wish,
} from '../helpers/budget-requests.ts';
import { fillLedger } from '../helpers/postgres-million.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../helpers/postgres.ts';
import { newPlace, query } from '../helpers/postgres-place.ts';

const ROUNDS = 3;
const CALLS = 600;
const AT_ONCE = 32;
const ROWS = 1_000_000;
/** A call is two transactions, each with more to do than the bare one: what is left of its rate. */
const SHARE = 0.1;
const SUM_MS = 500;

const folder = postgresFolder();
const windows = budgetWindows(
  budgetSettings({
    limits: { perTask: undefined, daily: 1e6, weekly: undefined, monthly: 1e6 },
    alertPercents: { daily: 80, monthly: 90 },
    timeZone: 'UTC',
    degradeAtPercent: undefined,
  }),
).at(START);

/** Does so many, some at once. @returns how many a second */
async function perSecond(together: number, work: (n: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < CALLS) await work((next += 1));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return (CALLS * 1000) / (performance.now() - started);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

describe.skipIf(folder === undefined)(
  'the PostgreSQL store (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop(), 60_000);

    async function place(): Promise<{ target: PostgresTarget; store: MoneyStore }> {
      const target = await newPlace(server);
      const open = async (): Promise<MoneyStore> => openPostgresStore({ target, absent: 'create' });
      return { target, store: await openedAt({ open }) };
    }

    it('holds and books calls beside bare transactions on one row', async () => {
      const { target, store } = await place();
      await query(
        target,
        "CREATE TABLE bare (key text PRIMARY KEY, n bigint); INSERT INTO bare VALUES ('day', 0)",
      );
      const pool = new Pool({ ...target, max: 4 });
      onTestFinished(async () => pool.end());
      const bare = async (): Promise<void> => {
        const text = 'UPDATE bare SET n = n + $2 WHERE key = $1';
        await pool.query({ name: 'bare', text, values: ['day', 40] });
      };
      const call = (round: number, together: number) => async (n: number) => {
        const id = `r-${round}-${together}-${n}`;
        const identity = { ...someCall, taskId: `task-${Math.floor((n * 2) / 3)}` };
        await store.reserve(wish(id, { windows, call: identity, now: START + n }));
        await store.settle(ending(id, { now: START + n + 1 }));
      };
      for (const together of [1, AT_ONCE]) {
        const bares: number[] = [];
        const calls: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          bares.push(await perSecond(together, bare));
          calls.push(await perSecond(together, call(round, together)));
        }
        const share = median(calls) / median(bares);
        const how = together === 1 ? 'one after another' : `${together} at once`;
        report(`bare updates, ${how}, per s`, median(bares).toFixed(0), '-', true);
        report(`reserve + settle, ${how}, per s`, median(calls).toFixed(0), '-', true);
        report('  as a share', share.toFixed(2), `${SHARE}`, share >= SHARE);
        expect(share).toBeGreaterThan(SHARE);
      }
    }, 300_000);

    it(`sums ${ROWS} entries as fast as a plain query, or faster`, async () => {
      const { target, store } = await place();
      await fillLedger(target, ROWS);
      const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
      // Neither end at the border of a slot.
      const odd = { from: START + 123_456, to: START + 29 * 86_400_000 + 654_321 };
      const pool = new Pool({ ...target, max: 1 });
      onTestFinished(async () => pool.end());
      const plain = async (sql: string): Promise<Record<string, unknown>[]> =>
        (await pool.query<Record<string, unknown>>(sql)).rows;
      const total = 'SELECT count(*)::integer AS calls, sum(cost)::float8 AS cost FROM aqe_ledger';
      const byModel = `SELECT model, sum(cost)::float8 AS cost, count(*) FROM aqe_ledger
        JOIN aqe_calls ON aqe_calls.id = call_id JOIN aqe_call_kinds AS kind ON kind.id = kind_id GROUP BY model`;
      const tasks = `SELECT count(DISTINCT task_id)::integer AS tasks FROM aqe_ledger
        JOIN aqe_calls ON aqe_calls.id = call_id WHERE at >= ${odd.from} AND at < ${odd.to}`;

      expect(await store.sum({ ...all, by: [] })).toMatchObject(await plain(total));
      expect(await store.countTasks({ ...odd, by: [] })).toMatchObject(await plain(tasks));

      const plainMs = await milliseconds(async () => plain(byModel));
      for (const [name, sql] of [
        ['one sum, no join', total],
        ['cost by model', byModel],
        ['tasks', tasks],
      ] as const) {
        const ms = await milliseconds(async () => plain(sql));
        report(`plain SQL, ${name}, ms`, ms.toFixed(0), '-', true);
      }
      const questions: readonly [string, () => Promise<unknown>][] = [
        ['sum by model', async () => store.sum({ ...all, by: ['model'] })],
        ['sum by agent, odd ends', async () => store.sum({ ...odd, by: ['agent'] })],
        ['tasks by model, odd ends', async () => store.countTasks({ ...odd, by: ['model'] })],
      ];
      for (const [name, ask] of questions) {
        const ms = await milliseconds(ask);
        const ok = ms < SUM_MS || ms < plainMs;
        report(`${name}, ms`, ms.toFixed(0), `${SUM_MS}`, ok);
        expect(ok, `${name}: ${ms} ms, plain ${plainMs} ms`).toBe(true);
      }
    }, 300_000);
  },
);
