import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import type { FleetConfig } from '../../src/library/fleet-config.ts';
import { flagChange } from '../helpers/control-store-contract.ts';
import { project } from '../helpers/project.ts';
import { served } from '../helpers/served.ts';

async function liveFleet(
  config: FleetConfig | string,
  dir: string,
  warn: (message: string) => void = () => undefined,
): Promise<FleetManager> {
  const fleet = new FleetManager(config, {
    features: 'live',
    machine: { env: {}, cwd: dir },
    logger: { ...silentLogger, warn },
  });
  onTestFinished(async () => fleet.stop());
  await fleet.initialize();
  return fleet;
}

/** Sets a flag as another process does. */
async function setStreaming(path: string, on: boolean, expected: number): Promise<void> {
  const store = await openSqliteStore({ path, absent: 'create' });
  const content = { flags: { streaming: on }, agentTypes: {} };
  await store.flags.change(flagChange(`change ${expected}`, { content, expected }));
  await store.close();
}

const yaml = (on: boolean): string => `agents: [{type: general, count: 1}]
features: {multiModelRouter: ${String(on)}}
`;

const wait = { timeout: 5000, interval: 20 };

describe('live features of a fleet', () => {
  it('follow the flags of the database, also without a file', async () => {
    const { dir, path } = project();
    const fleet = await liveFleet({ agents: [{ type: 'general', count: 1 }] }, dir);
    const seen: unknown[] = [];
    fleet.on('fleet:features', (features) => seen.push(features));
    expect(fleet.isFeatureEnabled('streaming')).toBe(false);
    await setStreaming(path('data/fleet.db'), true, 0);
    await vi.waitFor(() => {
      expect(fleet.isFeatureEnabled('streaming')).toBe(true);
    }, wait);
    expect(seen).toEqual([{ multiModelRouter: false, streaming: true }]);
    await setStreaming(path('data/fleet.db'), false, 1);
    await vi.waitFor(() => {
      expect(fleet.isFeatureEnabled('streaming')).toBe(false);
    }, wait);
  });

  it('follow the file, and keep what was good', async () => {
    const { dir, write } = project({ 'config/fleet.yaml': yaml(false) });
    const warnings: string[] = [];
    const fleet = await liveFleet('config/fleet.yaml', dir, (message) => warnings.push(message));
    expect(fleet.getModelRouter()).toBeUndefined();
    write('config/fleet.yaml', yaml(true));
    await vi.waitFor(() => {
      expect(fleet.getModelRouter()).toBeDefined();
    }, wait);
    write('config/fleet.yaml', 'features: {multiModelRouter: perhaps}\n');
    await vi.waitFor(() => {
      expect(warnings).toEqual([expect.stringContaining('config/fleet.yaml:1:')]);
    }, wait);
    expect(fleet.getModelRouter()).toBeDefined();
  });
});

/** Answers how its fleet is set up, and what its model said. */
const tellingAgent = `
import { BaseAgent } from '${new URL('../../src/fleet/agent/base-agent.ts', import.meta.url).href}';
export default class Telling extends BaseAgent {
  async performTaskImpl(task, selection) {
    const { text, modelName } = await this.askModel('Answer to ' + task.payload.name);
    return { text, modelName, selected: selection?.modelName ?? null, features: this.features, routes: this.modelRouter !== undefined };
  }
  async initializeComponents() {}
  async loadKnowledge() {}
  async cleanup() {}
}
`;

it('an agent by its module works in a service, and follows its flags', async () => {
  const config = `
agents: [{type: telling, module: ./agents/telling.mjs, count: 1}]
database: {type: sqlite, filename: ./data/fleet.db}
routing: {enabled: true}
`;
  const service = await served({ config, files: { 'config/agents/telling.mjs': tellingAgent } });
  const result = async (name: string): Promise<unknown> => {
    const body = { type: 'telling', payload: { name } };
    const task = await service.ask('/v1/tasks', { body });
    expect(task.status).toBe(202);
    const path = `/v1/tasks/${String(task.at('id'))}`;
    await expect.poll(async () => (await service.ask(path)).at('status'), wait).toBe('succeeded');
    return (await service.ask(path)).at('result');
  };
  expect(await result('a')).toMatchObject({
    text: expect.any(String),
    selected: null,
    features: { multiModelRouter: false },
    routes: false,
  });
  const flags = { flags: { multiModelRouter: true } };
  expect((await service.ask('/v1/flags', { method: 'PUT', body: flags })).status).toBe(200);
  expect(await result('b')).toMatchObject({
    selected: expect.any(String),
    features: { multiModelRouter: true },
    routes: true,
  });
});
