import { symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import { project, type Project } from '../helpers/project.ts';

const agent = (name: string): string => `
export class ${name} extends globalThis.AqeBaseAgent {
  constructor(config) { super(config); this.greeting = config.greeting ?? 'hello'; }
  async initializeComponents() {}
  async loadKnowledge() {}
  async cleanup() {}
  async performTaskImpl(task) { return this.greeting + ' ' + task.id; }
}
`;

beforeAll(() => {
  Reflect.set(globalThis, 'AqeBaseAgent', BaseAgent);
});

function fleetOf({ dir }: Project): FleetManager {
  const fleet = new FleetManager('config/fleet.yaml', {
    machine: { env: {}, cwd: dir },
    logger: silentLogger,
  });
  onTestFinished(async () => fleet.stop());
  return fleet;
}

const config = (module: string): string => `fleet: {id: a}
agents:
  - type: my-agent
    count: 2
    module: ${module}
    config: {greeting: good day}
`;

describe('agents by their module', () => {
  it('are made from the configuration, with their settings', async () => {
    const made = project({
      'config/fleet.yaml': config('./agents/my-agent.mjs'),
      'config/agents/my-agent.mjs': `${agent('Other')}${agent('MyAgent')}`,
    });
    const fleet = fleetOf(made);
    await fleet.initialize();
    expect(fleet.getStatus().totalAgents).toBe(2);
    expect(await fleet.submitTask({ id: 't1', type: 'my-agent' })).toBe('good day t1');
  });

  it.each([
    ['../outside.mjs', 'AGENT_INVALID', 'lies outside'],
    ['./link.mjs', 'AGENT_INVALID', 'lies outside'],
    ['./missing.mjs', 'FILE_NOT_FOUND', 'there is no'],
    ['./agent.ts', 'AGENT_INVALID', 'is TypeScript'],
    ['./broken.mjs', 'AGENT_INVALID', 'does not load'],
    ['./nothing.mjs', 'AGENT_INVALID', 'no export of ./nothing.mjs extends BaseAgent'],
    ['./two.mjs', 'AGENT_INVALID', 'has several agents: One, Two'],
  ])('%s is refused', async (module, code, says) => {
    const made = project({
      'config/fleet.yaml': config(module),
      'outside.mjs': agent('MyAgent'),
      'config/agent.ts': '',
      'config/broken.mjs': 'this is no JavaScript',
      'config/nothing.mjs': 'export const nothing = 1; export class MyAgent {}',
      'config/two.mjs': `${agent('One')}${agent('Two')}`,
    });
    symlinkSync(made.path('outside.mjs'), made.path('config/link.mjs'));
    expect(dirname(made.path('config/link.mjs'))).toBe(made.path('config'));
    await expect(fleetOf(made).initialize()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });
});
