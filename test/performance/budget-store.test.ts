import { performance } from 'node:perf_hooks';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { budgetSettings } from '../../src/core/cost/budget-settings.ts';
import { budgetWindows } from '../../src/core/cost/budget-windows.ts';
import { median, report } from '../helpers/bench.ts';
import { ending, type MoneyStore, someCall, START, wish } from '../helpers/budget-requests.ts';
import { project } from '../helpers/project.ts';

const ROUNDS = 5;
const CALLS = 3000;
const AT_ONCE = 32;
/** Reserve and settle, per second. */
const BAR = 5000;

const windows = budgetWindows(
  budgetSettings({
    limits: { perTask: undefined, daily: 1e6, weekly: undefined, monthly: 1e6 },
    alertPercents: { daily: 80, monthly: 90 },
    timeZone: 'UTC',
    degradeAtPercent: undefined,
  }),
).at(START);

/** Books a call from hold to charge; every third one is the second attempt of a task. */
async function call(store: MoneyStore, id: string, n: number): Promise<void> {
  const taskId = `${id}-task-${Math.floor((n * 2) / 3)}`;
  await store.reserve(
    wish(`${id}-${n}`, { windows, call: { ...someCall, taskId }, now: START + n }),
  );
  await store.settle(ending(`${id}-${n}`, { now: START + n + 1 }));
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (CALLS * 1000) / (performance.now() - started);
}

/** The least that could be done: one row and one sum, in one transaction. */
function bareTransactions(path: string): () => Promise<void> {
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('CREATE TABLE entries (id INTEGER PRIMARY KEY, cost INTEGER)');
  database.exec('CREATE TABLE sums (key TEXT PRIMARY KEY, spent INTEGER)');
  const insert = database.prepare('INSERT INTO entries (cost) VALUES (?)');
  const add = database.prepare(
    'INSERT INTO sums VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET spent = spent + excluded.spent',
  );
  return async () => {
    for (let n = 0; n < CALLS; n += 1) {
      database.exec('BEGIN IMMEDIATE');
      insert.run(40);
      add.run('day', 40);
      database.exec('COMMIT');
    }
  };
}

describe('the SQLite store', () => {
  it(`holds and books ${BAR} calls a second`, async () => {
    const folder = project();
    const store = await openSqliteStore({ path: folder.path('fleet.db'), absent: 'create' });
    const bare = bareTransactions(folder.path('bare.db'));
    const rates: { bare: number; single: number; together: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.push({
        bare: await perSecond(bare),
        single: await perSecond(async () => {
          for (let n = 0; n < CALLS; n += 1) await call(store, `single-${round}`, n);
        }),
        together: await perSecond(async () => {
          let next = 0;
          const worker = async (): Promise<void> => {
            while (next < CALLS) await call(store, `together-${round}`, (next += 1));
          };
          await Promise.all(Array.from({ length: AT_ONCE }, worker));
        }),
      });
    }
    const [sum] = await store.sum({ from: 0, to: Number.MAX_SAFE_INTEGER, by: [] });
    await store.close();
    expect(sum?.calls).toBe(2 * ROUNDS * CALLS);
    const rate = (kind: 'bare' | 'single' | 'together'): number =>
      Math.round(median(rates.map((each) => each[kind])));
    const [bareRate, single, together] = [rate('bare'), rate('single'), rate('together')];
    report('bare transactions of two statements, per s', String(bareRate), '-', true);
    report('reserve + settle, one after another, per s', String(single), '-', true);
    report(
      `reserve + settle, ${AT_ONCE} at once, per s`,
      String(together),
      `${BAR}`,
      together >= BAR,
    );
    // A loaded machine is slow in both: what counts then is the share.
    const share = together / bareRate;
    report('  as a share of the bare ones', share.toFixed(2), '0.3', share >= 0.3);
    expect(together >= BAR || share >= 0.3, `${together} per second, ${share}`).toBe(true);
  });
});
