import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openMemory } from '../../../../src/adapters/open-memory.ts';
import type { PostgresTarget } from '../../../../src/core/ports.ts';
import type { MemoryEntries } from '../../../../src/core/memory/memory-entries.ts';
import { AccessLevel } from '../../../../src/core/memory/access.ts';
import { SwarmMemoryManager } from '../../../../src/library/swarm-memory-manager.ts';
import { memoryEntriesContract } from '../../../helpers/memory-entries-contract.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../../../helpers/postgres.ts';
import { newPlace, query } from '../../../helpers/postgres-place.ts';
import { openPostgresStore } from '../../../../src/adapters/store-postgres/open-postgres-store.ts';

const folder = postgresFolder();

async function opened(target: PostgresTarget): Promise<MemoryEntries> {
  const store = await openPostgresStore({ target, absent: 'create' });
  const entries = { ...store.memory, close: async () => store.close() };
  onTestFinished(async () => store.close().catch(() => undefined));
  return entries;
}

function managerOf(target: PostgresTarget): SwarmMemoryManager {
  const memory = new SwarmMemoryManager(target);
  onTestFinished(async () => memory.close());
  return memory;
}

describe.skipIf(folder === undefined)(
  'memory on PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop());

    memoryEntriesContract(async () => opened(await newPlace(server)));

    it('makes nothing to look at what is not there', async () => {
      const target = await newPlace(server);
      const entries = await openMemory({ type: 'postgres', target }, '/');
      expect(await entries.stats(0)).toEqual([]);
      expect(await entries.get('a', 'default')).toBeUndefined();
      expect(await entries.clear('default')).toBe(0);
      expect(await entries.removeExpired(0)).toBe(0);
      await entries.close();
      const tables = await query(
        target,
        `SELECT FROM pg_tables WHERE schemaname = '${target.user}'`,
      );
      expect(tables).toEqual([]);
    });

    it('is one for all replicas, and guards what is whose', async () => {
      const target = await newPlace(server);
      const [one, other] = [managerOf(target), managerOf(target)];
      const ada = { owner: 'ada', accessLevel: AccessLevel.PUBLIC };
      await Promise.all([one.store('plan', { steps: 3 }, ada), other.store('own', 1, ada)]);
      expect(await other.retrieve('plan', { agentId: 'bob' })).toEqual({ steps: 3 });
      await expect(other.store('plan', 0, { owner: 'bob' })).rejects.toMatchObject({
        code: 'ACCESS_DENIED',
      });
      const all = Array.from({ length: 20 }, async (_, n) =>
        (n % 2 === 0 ? one : other).store('shared', n, ada),
      );
      await Promise.all(all);
      expect(await one.query('%')).toHaveLength(3);
      expect(await one.delete('plan')).toBe(true);
      expect(await other.retrieve('plan')).toBeNull();
    });
  },
);
