import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/open-store.ts';
import type { BudgetWindow } from '../../src/core/cost/budget-store.ts';
import type { StoreTarget } from '../../src/core/cost/store-target.ts';
import type { MoneyStore } from '../helpers/budget-requests.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../helpers/postgres.ts';
import { newPlace, query } from '../helpers/postgres-place.ts';
import {
  settleUp,
  type Spender,
  type SpenderProgram,
  spenderProgram,
  startSpenders,
} from '../helpers/spenders.ts';

const folder = postgresFolder();
const PROCESSES = 8;
const LEASE_MS = 2000;

type PostgresPlace = Extract<StoreTarget, { type: 'postgres' }>;

const windows: readonly BudgetWindow[] = (
  [
    ['day', 60_000],
    ['week', undefined],
    ['month', 70_000],
  ] as const
).map(([kind, limit]) => ({
  kind,
  key: `${kind}:now`,
  limit,
  endsAt: undefined,
  alertPercents: [],
}));
/** The database itself refuses what passes a limit, at every moment: the store must never try. */
const limitsHold = `
  CREATE TABLE limits (key text PRIMARY KEY, most bigint);
  INSERT INTO limits VALUES ${windows.map(({ key, limit }) => `('${key}', ${limit ?? 'NULL'})`).join(', ')};
  CREATE FUNCTION hold_limits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.spent + NEW.reserved > (SELECT most FROM limits WHERE key = NEW.key) THEN
      RAISE EXCEPTION '% holds more than its limit', NEW.key;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER hold_limits AFTER INSERT OR UPDATE ON aqe_budget_windows
    FOR EACH ROW EXECUTE FUNCTION hold_limits()`;

describe.skipIf(folder === undefined)(
  'eight processes on one PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    let program: SpenderProgram;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
      program = spenderProgram();
    }, 120_000);
    afterAll(async () => {
      program.remove();
      await server.stop();
    }, 60_000);

    async function place(): Promise<{ target: PostgresPlace; store: MoneyStore }> {
      const target = { type: 'postgres', target: await newPlace(server) } as const;
      const store = await openStore(target, { cwd: '/', absent: 'create' });
      await query(target.target, limitsHold);
      onTestFinished(async () => store.close());
      return { target, store };
    }

    const started = (target: StoreTarget, calls: number): readonly Spender[] =>
      startSpenders(program, PROCESSES, {
        target,
        seed: 7,
        calls,
        together: 4,
        leaseMs: LEASE_MS,
        windows,
      });

    it('spend no more than the limit and book what they log, though some are killed', async () => {
      const { target, store } = await place();
      const spenders = started(target, 60);
      const doomed = spenders.slice(0, 3);
      const kills = doomed.map(async (spender, n) => {
        await spender.logged(50 + 37 * n);
        spender.kill();
      });
      await Promise.all(kills);
      const killed = await Promise.all(spenders.map(async ({ ended }) => ended));
      expect(killed.filter(Boolean)).toHaveLength(doomed.length);
      const [statistics] = await query(
        target.target,
        'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()',
      );
      expect(statistics).toEqual({ deadlocks: 0 });
      await settled(store, spenders);
    }, 120_000);

    it('lose nothing and double nothing when the server crashes in between', async () => {
      const { target, store } = await place();
      const spenders = started(target, 50);
      for (const lines of [40, 90]) {
        await Promise.all(spenders.map(async (spender) => spender.logged(lines)));
        await server.crash();
        await server.start();
      }
      const killed = await Promise.all(spenders.map(async ({ ended }) => ended));
      expect(killed).not.toContain(true);
      await settled(store, spenders);
    }, 120_000);
  },
);

/** What is left says what the logs say, and nobody can hold on to what has ended. */
async function settled(store: MoneyStore, spenders: readonly Spender[]): Promise<void> {
  const { lines, refused, spent } = await settleUp(store, spenders, {
    windows,
    leaseMs: LEASE_MS,
  });
  const renewed = await Promise.all(lines.map(async ({ id }) => store.renew(id, Date.now())));
  expect(renewed).not.toContain(true);
  // The logs have what the test is about.
  expect(refused).toBeGreaterThan(20);
  expect(spent).toBeGreaterThan(40_000);
}
