import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPostgresStore } from '../../../../src/adapters/store-postgres/open-postgres-store.ts';
import { schemaSteps } from '../../../../src/adapters/store-postgres/schema-steps.ts';
import type { PostgresTarget } from '../../../../src/core/ports.ts';
import {
  ending,
  entriesOf,
  LEASE_MS,
  limited,
  type MoneyStore,
  openedAt,
  START,
  stateOf,
  wish,
} from '../../../helpers/budget-requests.ts';
import {
  freePort,
  postgresFolder,
  type PostgresServer,
  startPostgres,
} from '../../../helpers/postgres.ts';
import { newPlace, query } from '../../../helpers/postgres-place.ts';

const folder = postgresFolder();
const hasty = { connectMs: 2000, lockMs: 100, statementMs: 2000, totalMs: 300 };
const windows = [limited('day', 1000)];

async function opened(target: PostgresTarget, patience = hasty): Promise<MoneyStore> {
  return openedAt({
    open: async () => openPostgresStore({ target, absent: 'create', patience }),
  });
}

/** The failure as a user sees it. */
async function failure(work: Promise<unknown>): Promise<{ message: string; hint: unknown }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'AqeError', code: 'STORE_UNAVAILABLE' });
  if (!(error instanceof Error) || !('hint' in error)) throw new Error('no hint');
  return { message: error.message, hint: error.hint };
}

it('says that nothing listens, at once', async () => {
  const target = { host: '127.0.0.1', port: await freePort(), database: 'agentic_qe' };
  const secret = { user: 'fleet', password: 'correct horse' };
  const { message, hint } = await failure(
    openPostgresStore({ target: { ...target, ...secret }, absent: 'create' }),
  );
  expect(message).toBe(
    `cannot use PostgreSQL at 127.0.0.1:${target.port}, database agentic_qe: nothing listens there`,
  );
  expect(hint).toContain('DB_HOST');
});

describe.skipIf(folder === undefined)(
  'openPostgresStore (skipped where no PostgreSQL is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop(), 60_000);

    const asOwner = async (sql: string): Promise<Record<string, unknown>[]> =>
      query({ host: '127.0.0.1', database: 'postgres', ...server }, sql);

    it.each([
      [
        'a wrong password',
        { password: 'battery staple' },
        'wrong user name or password',
        'DB_USER',
      ],
      ['no password', { password: undefined }, 'a password and none is set', 'DB_USER'],
      ['no such database', { database: 'nowhere' }, 'there is no such database', 'createdb'],
    ])('says that there is %s', async (_what, changes, says, does) => {
      const target = await newPlace(server);
      const { message, hint } = await failure(opened({ ...target, ...changes }));
      expect(message).toContain(says);
      expect(hint).toContain(does);
      for (const secret of [server.password, 'battery staple']) {
        expect(message).not.toContain(secret);
      }
    });

    it('asks for TLS when PGSSLMODE says so', async () => {
      vi.stubEnv('PGSSLMODE', 'require');
      onTestFinished(() => void vi.unstubAllEnvs());
      const target = { host: '127.0.0.1', database: 'postgres', ...server };
      const { message, hint } = await failure(opened(target));
      expect(message).toContain('it has no TLS');
      expect(hint).toContain('PGSSLMODE=disable');
    });

    it('works for a user who has the rights that docs/costs.md names, and no more', async () => {
      const target = await newPlace(server);
      await opened(target);
      const worker = await newPlace(server);
      const grants = documentedGrants()
        .replaceAll('SCHEMA public', `SCHEMA ${target.user}`)
        .replaceAll('aqe_worker', worker.user ?? '');
      await query(target, `${grants}; GRANT USAGE ON SCHEMA ${target.user} TO ${worker.user}`);
      await asOwner(`ALTER ROLE ${worker.user} SET search_path = ${target.user}`);
      const store = await opened(worker);
      for (const id of ['a', 'b']) await store.reserve(wish(id, { windows }));
      await store.settle(ending('a'));
      await store.expire(START + LEASE_MS);
      await store.settle(ending('b', { now: START + 2 * LEASE_MS }));
      expect(await stateOf(store)).toEqual({ spent: 80, reserved: 0 });
      expect(await store.countTasks({ from: 0, to: START * 2, by: ['model'] })).toHaveLength(1);
    });

    it('says which rights are missing', async () => {
      const target = await newPlace(server);
      await asOwner(`ALTER SCHEMA ${target.user} OWNER TO ${server.user};
        GRANT USAGE ON SCHEMA ${target.user} TO ${target.user};
        REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
      const { message, hint } = await failure(opened(target));
      expect(message).toContain('this user may not do that: permission denied for schema');
      expect(hint).toContain('CREATE on the schema');
    });

    it('needs no right to make tables where they are', async () => {
      const target = await newPlace(server);
      await opened(target);
      await asOwner(`ALTER SCHEMA ${target.user} OWNER TO ${server.user};
        GRANT USAGE ON SCHEMA ${target.user} TO ${target.user}`);
      const store = await opened(target);
      expect(await store.reserve(wish('a', { windows }))).toMatchObject({ kind: 'reserved' });
    });

    it('touches nothing when it is opened to read, and answers as if it were empty', async () => {
      const target = await newPlace(server);
      const store = await openPostgresStore({ target, absent: 'empty' });
      const all = { from: 0, to: Number.MAX_SAFE_INTEGER, by: [] };
      expect(await store.windows(['day'])).toEqual([{ key: 'day', spent: 0, reserved: 0 }]);
      expect([await store.sum(all), await store.countTasks(all), await entriesOf(store)]).toEqual([
        [],
        [],
        [],
      ]);
      expect([await store.expire(0), await store.renew('a', 1)]).toEqual([0, false]);
      await expect(store.reserve(wish('a'))).rejects.toThrow('opened to be read');
      await expect(store.settle(ending('a'))).rejects.toThrow('opened to be read');
      await store.close();
      const tables = await query(
        target,
        `SELECT tablename FROM pg_tables WHERE schemaname = '${target.user}'`,
      );
      expect(tables).toEqual([]);
    });

    it('makes the tables once, however many open it at the same moment', async () => {
      const target = await newPlace(server);
      const stores = await Promise.all(
        Array.from({ length: 8 }, async () =>
          openedAt({ open: async () => openPostgresStore({ target, absent: 'create' }) }),
        ),
      );
      await Promise.all(
        stores.map(async (store, n) => store.reserve(wish(`r${n}`, { windows, amount: 1 }))),
      );
      expect(await query(target, 'SELECT version FROM aqe_schema')).toEqual([
        { version: schemaSteps.length },
      ]);
      expect(
        await query(target, 'SELECT sum(reserved)::text AS held FROM aqe_budget_windows'),
      ).toEqual([{ held: '8' }]);
    });

    it('leaves the tables of 1.0.4 alone', async () => {
      const target = await newPlace(server);
      await query(target, "CREATE TABLE fleets (id text); INSERT INTO fleets VALUES ('f')");
      const store = await opened(target);
      await store.reserve(wish('a', { windows }));
      expect(await query(target, 'SELECT * FROM fleets')).toEqual([{ id: 'f' }]);
      const names = await query(
        target,
        `SELECT tablename FROM pg_tables WHERE schemaname = '${target.user}' ORDER BY 1`,
      );
      const foreign = names.filter(({ tablename }) => !String(tablename).startsWith('aqe_'));
      expect(foreign).toEqual([{ tablename: 'fleets' }]);
      expect(names.length).toBeGreaterThan(1);
    });

    it('refuses tables that are newer than itself', async () => {
      const target = await newPlace(server);
      await opened(target);
      await query(target, 'UPDATE aqe_schema SET version = 99');
      const { message, hint } = await failure(opened(target));
      expect(message).toContain('was written by a newer aqe (tables 99)');
      expect(hint).toContain(`up to ${schemaSteps.length}`);
    });

    it('says that a table is missing', async () => {
      const target = await newPlace(server);
      const store = await opened(target);
      await query(target, 'DROP TABLE aqe_calls');
      const { message } = await failure(store.reserve(wish('a')));
      expect(message).toContain('its aqe_ tables are not whole');
    });

    it.each(['UPDATE aqe_ledger SET cost = 0', 'DELETE FROM aqe_ledger', 'TRUNCATE aqe_ledger'])(
      'keeps the ledger from %s',
      async (sql) => {
        const target = await newPlace(server);
        const store = await opened(target);
        await store.reserve(wish('a'));
        await store.settle(ending('a'));
        await expect(query(target, sql)).rejects.toThrow('the ledger only grows');
        expect(await entriesOf(store)).toHaveLength(1);
      },
    );

    it('fails rather than to round', async () => {
      const target = await newPlace(server);
      const store = await opened(target);
      await store.reserve(wish('a', { windows: [limited('day', undefined)] }));
      await query(target, 'UPDATE aqe_budget_windows SET spent = 9007199254740993');
      const { message } = await failure(store.windows(['day']));
      expect(message).toContain('9007199254740993, which is too large to be exact');
    });

    it('waits for a lock, and says so when it lasts', async () => {
      const target = await newPlace(server);
      const store = await opened(target);
      await store.reserve(wish('a', { windows }));
      const other = await opened(target, { ...hasty, lockMs: 5000 });
      const sleeper = query(
        target,
        'BEGIN; UPDATE aqe_budget_windows SET spent = spent; SELECT pg_sleep(1.5); COMMIT',
      );
      await expect.poll(async () => lockedRows(target)).toBe(1);
      const [refused, held] = await Promise.all([
        failure(store.reserve(wish('b', { windows }))),
        other.reserve(wish('c', { windows })),
      ]);
      expect(refused.message).toContain('another transaction is in the way');
      expect(held).toMatchObject({ kind: 'reserved' });
      await sleeper;
      expect(await stateOf(store)).toEqual({ spent: 0, reserved: 200 });
    });

    it('goes on after the server cut its connections', async () => {
      const target = await newPlace(server);
      const store = await opened(target);
      await store.reserve(wish('a', { windows }));
      await asOwner(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${target.user}'`,
      );
      expect(await store.settle(ending('a'))).toEqual([]);
      expect(await stateOf(store)).toEqual({ spent: 40, reserved: 0 });
    });

    it('moves money on one connection, and is known to the server as aqe', async () => {
      const target = await newPlace(server);
      const store = await opened(target);
      const some = Array.from({ length: 40 }, (_, n) => `r${n}`);
      await Promise.all(some.map(async (id) => store.reserve(wish(id, { windows, amount: 1 }))));
      const [row] = await asOwner(`SELECT count(*)::integer AS count, min(application_name) AS name
        FROM pg_stat_activity WHERE usename = '${target.user}'`);
      expect(row).toEqual({ count: 1, name: 'aqe' });
    });

    it('waits for a server that comes back, and gives up on one that does not', async () => {
      const target = await newPlace(server);
      const patient = await opened(target, { ...hasty, totalMs: 20_000 });
      const impatient = await opened(target);
      await patient.reserve(wish('a', { windows }));
      await server.crash();
      const settled = patient.settle(ending('a'));
      const { message } = await failure(impatient.reserve(wish('b', { windows })));
      expect(message).toMatch(/nothing listens there|stopping or starting/);
      await server.start();
      expect(await settled).toEqual([]);
      expect(await stateOf(impatient)).toEqual({ spent: 40, reserved: 0 });
    }, 60_000);
  },
);

/** The statements in the page's block that begins with GRANT. */
function documentedGrants(): string {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/costs.md'), 'utf8');
  const block = /```sql\n(GRANT[^`]*)```/.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/costs.md has no GRANTs');
  return block.trim().replace(/;$/, '');
}

/** How many connections of the user are in a transaction that sleeps. */
async function lockedRows(target: PostgresTarget): Promise<unknown> {
  const [row] = await query(
    target,
    `SELECT count(*)::integer AS count FROM pg_stat_activity
     WHERE usename = '${target.user}' AND wait_event = 'PgSleep'`,
  );
  return row?.['count'];
}
