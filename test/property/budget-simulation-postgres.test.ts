import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../src/adapters/store-postgres/open-postgres-store.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../helpers/postgres.ts';
import { newPlace } from '../helpers/postgres-place.ts';
import { plus, simulateBudgets } from '../helpers/simulate-budgets.ts';

const folder = postgresFolder();
const RUNS = 1000;
/** Runs have a time of their own, and so a place of their own; several at once keep both sides of the connection busy. */
const PLACES = 4;

describe.skipIf(folder === undefined)(
  'budgets on PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop(), 60_000);

    it(`hold in ${RUNS} runs of 50 tasks with aborts, timeouts, sleepers and crashed owners`, async () => {
      const parts = await Promise.all(
        Array.from({ length: PLACES }, async (_, place) => {
          const target = await newPlace(server);
          const store = await openPostgresStore({ target, absent: 'create' });
          onTestFinished(async () => store.close());
          const seeds = Array.from({ length: RUNS / PLACES }, (_run, n) => 1 + place + n * PLACES);
          return simulateBudgets(store, seeds);
        }),
      );
      const totals = parts.reduce(plus);
      // The runs met what they are about.
      expect(totals.refused).toBeGreaterThan(1000);
      expect(totals.crashed).toBeGreaterThan(1000);
      expect(totals.late).toBeGreaterThan(1000);
    }, 600_000);
  },
);
