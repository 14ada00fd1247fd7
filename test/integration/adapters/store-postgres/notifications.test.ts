import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPostgresStore } from '../../../../src/adapters/store-postgres/open-postgres-store.ts';
import { systemScheduler } from '../../../../src/adapters/system-scheduler.ts';
import { FlagFollower } from '../../../../src/core/flags/flag-follower.ts';
import type { PostgresTarget } from '../../../../src/core/ports.ts';
import { flagChange } from '../../../helpers/control-store-contract.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../../../helpers/postgres.ts';
import { newPlace, query } from '../../../helpers/postgres-place.ts';

const folder = postgresFolder();

/** Longer than any test: what comes, comes by notification. */
const NEVER_MS = 3_600_000;

async function follower(target: PostgresTarget) {
  const store = await openPostgresStore({ target, absent: 'create' });
  const seen: number[] = [];
  const following = new FlagFollower(store.flags, {
    scheduler: systemScheduler,
    pollMs: NEVER_MS,
    onFlags: ({ generation }) => void seen.push(generation),
    onFailure: () => undefined,
  });
  onTestFinished(async () => {
    await following.stop();
    await store.close();
  });
  await vi.waitFor(async () => {
    expect(await listeners(target)).toBe(1);
  });
  return { store, seen };
}

async function listeners(target: PostgresTarget): Promise<number> {
  const rows = await query(
    target,
    `SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND usename = '${target.user}'`,
  );
  return rows.length;
}

describe.skipIf(folder === undefined)(
  'notificationListener (skipped where no PostgreSQL is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop());

    it('tells a change at once', async () => {
      const { store, seen } = await follower(await newPlace(server));
      await store.flags.change(flagChange('a'));
      await vi.waitFor(() => {
        expect(seen).toEqual([0, 1]);
      });
    });

    it('comes back when its connection is cut, and has missed nothing', async () => {
      const target = await newPlace(server);
      const { store, seen } = await follower(target);
      await query(
        target,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND usename = '${target.user}'`,
      );
      await store.flags.change(flagChange('a'));
      await vi.waitFor(() => {
        expect(seen).toEqual([0, 1]);
      });
    });

    it('comes back when the server was stopped and started', async () => {
      const target = await newPlace(server);
      const { store, seen } = await follower(target);
      await server.crash();
      const change = store.flags.change(flagChange('a'));
      await server.start();
      expect(await change).toMatchObject({ kind: 'changed' });
      await vi.waitFor(
        () => {
          expect(seen).toEqual([0, 1]);
        },
        { timeout: 5000 },
      );
      await vi.waitFor(async () => {
        expect(await listeners(target)).toBe(1);
      });
      await store.flags.change(flagChange('b', { expected: 1 }));
      await vi.waitFor(() => {
        expect(seen).toEqual([0, 1, 2]);
      });
    });
  },
);
