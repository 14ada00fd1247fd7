import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyStore } from '../../src/adapters/store/empty-store.ts';
import { systemScheduler } from '../../src/adapters/system-scheduler.ts';
import { openCatalogue } from '../../src/adapters/model-catalogue.ts';
import { workbench } from '../../src/adapters/workbench.ts';
import { openProvider } from '../../src/adapters/open-provider.ts';
import type { MemoryStore } from '../../src/fleet/agent/agent-types.ts';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import type { FleetConfig } from '../../src/library/fleet-config.ts';
import { type MemoryEntry, SwarmMemoryManager } from '../../src/library/swarm-memory-manager.ts';
import { everythingOn, testFleet } from '../helpers/test-fleet.ts';

const DAY = 86_400;
const task = { id: 't1', type: 'asking', payload: { code: 'x' }, priority: 1, status: 'pending' };
const partitions = ['routing/selections', 'routing/costs', 'streaming/sessions'] as const;

/** What a fleet leaves in its database when it has done a task. */
async function leftBy(config: FleetConfig): Promise<Record<string, readonly MemoryEntry[]>> {
  const { fleet, dir } = await testFleet(config);
  await fleet.submitTask(task);
  await fleet.stop();
  const memory = new SwarmMemoryManager(join(dir, 'data/fleet.db'));
  const found = partitions.map(
    async (partition) => [partition, await memory.query(`${partition}/%`)] as const,
  );
  const entries = Object.fromEntries(await Promise.all(found));
  await memory.close();
  return entries;
}

function lifeOf(entry: MemoryEntry | undefined): number {
  return ((entry?.expiresAt ?? 0) - (entry?.createdAt ?? 0)) / 1000;
}

describe('records of a fleet', () => {
  it('say what was chosen, what it cost and how it streamed, for as long as the documents say', async () => {
    const left = await leftBy(everythingOn());
    const [selection] = left['routing/selections'] ?? [];
    const [cost] = left['routing/costs'] ?? [];
    const [session] = left['streaming/sessions'] ?? [];
    expect(selection).toMatchObject({
      key: 'routing/selections/t1',
      value: { taskId: 't1', agentType: 'asking', reason: expect.any(String) },
    });
    expect(cost?.value).toMatchObject({
      taskId: 't1',
      modelName: selection?.value.modelName,
      nanoDollars: expect.any(Number),
      tokens: { output: expect.any(Number) },
    });
    expect(session?.value).toMatchObject({ taskId: 't1', status: 'completed', attempts: 1 });
    expect([selection, cost, session].map(lifeOf)).toEqual([7 * DAY, 30 * DAY, 3600]);
  });

  it.each([
    ['the router', { features: { multiModelRouter: true }, routing: { enabled: true } }, [1, 1, 0]],
    ['streaming', { features: { streaming: true }, streaming: { enabled: true } }, [0, 1, 1]],
  ])('are those of %s where only that is on', async (_, config, counts) => {
    const left = await leftBy(config);
    expect(partitions.map((partition) => left[partition]?.length)).toEqual(counts);
  });

  it('are none where all is off', async () => {
    const { fleet, dir } = await testFleet({ routing: { enabled: true } });
    await fleet.submitTask(task);
    await fleet.stop();
    expect(existsSync(join(dir, 'data'))).toBe(false);
  });

  it('go into the memory that a fleet is given, by its own method', async () => {
    const stored: (readonly [key: string, ttl: number | undefined])[] = [];
    const memoryStore: MemoryStore = {
      store: async (key, _value, ttl) => void stored.push([key, ttl]),
      retrieve: async () => null,
    };
    const { fleet } = await testFleet(everythingOn(), { memoryStore });
    await fleet.submitTask(task);
    await fleet.stop();
    const records = stored.filter(([key]) => /^(routing|streaming)\//.test(key));
    expect(records.map(([, ttl]) => ttl)).toEqual([7 * DAY, 30 * DAY, 3600]);
  });

  it('that cannot be kept are told once, and fail nothing', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const ports = {
      catalogue: openCatalogue,
      provider: openProvider,
      scheduler: async () => systemScheduler,
      store: async () => emptyStore,
      workbench: async () => workbench('.'),
    };
    const config = { features: { multiModelRouter: true }, routing: { enabled: true } };
    const { fleet } = await testFleet(config, { logger, machine: { ports } });
    await fleet.submitTask(task);
    await fleet.submitTask({ ...task, id: 't2' });
    await fleet.stop();
    expect(warnings.filter((message) => message.startsWith('records'))).toHaveLength(1);
  });
});
