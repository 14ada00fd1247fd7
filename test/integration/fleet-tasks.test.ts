import { describe, expect, it } from 'vitest';
import { ProviderFailure, type Provider } from '../../src/core/streaming/provider.ts';
import type { QETask } from '../../src/fleet/agent/agent-types.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import { thisMachine } from '../../src/library/machine.ts';
import { everythingOn, testFleet } from '../helpers/test-fleet.ts';
import { project } from '../helpers/project.ts';

/** Works until it is let go; writes down which hooks were called. */
class HeldAgent extends BaseAgent {
  static readonly held: (() => void)[] = [];
  static readonly hooks: string[] = [];
  protected override async performTaskImpl(task: QETask): Promise<string> {
    if (task.payload === 'fail') throw new Error('as asked');
    await new Promise<void>((resolve) => void HeldAgent.held.push(resolve));
    return `${task.id} by ${this.agentId.type}`;
  }
  protected override async onPreTask(): Promise<void> {
    HeldAgent.hooks.push('pre');
  }
  protected override async onTaskError(): Promise<void> {
    HeldAgent.hooks.push('error');
  }
  async onPosttask(): Promise<void> {
    HeldAgent.hooks.push('1.0.4 post');
  }
  protected override async initializeComponents(): Promise<void> {}
  protected override async loadKnowledge(): Promise<void> {}
  protected override async cleanup(): Promise<void> {}
}

async function heldFleet(maxAgents: number, taskTimeout = 60_000): ReturnType<typeof testFleet> {
  HeldAgent.held.length = 0;
  HeldAgent.hooks.length = 0;
  return testFleet({ fleet: { maxAgents, taskTimeout } }, {}, (fleet) => {
    fleet.registerAgent('held', HeldAgent);
    fleet.registerAgent('other', HeldAgent);
  });
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { interval: 5 }).toBe(true);
}

describe('tasks of a fleet', () => {
  it('wait for an agent when there may be no more, and are worked on in turn', async () => {
    const { fleet } = await heldFleet(2);
    const tasks = ['a', 'b', 'c'].map(async (id) => fleet.submitTask({ id, type: 'held' }));
    await until(() => HeldAgent.held.length === 2);
    expect(fleet.getStatus()).toMatchObject({ totalAgents: 2, activeAgents: 2, runningTasks: 2 });
    HeldAgent.held[0]?.();
    await until(() => HeldAgent.held.length === 3);
    for (const go of HeldAgent.held) go();
    expect(await Promise.all(tasks)).toEqual(['a by held', 'b by held', 'c by held']);
    expect(fleet.getStatus()).toMatchObject({ totalAgents: 2, completedTasks: 3, activeAgents: 0 });
    expect(HeldAgent.hooks).toEqual(expect.arrayContaining(['pre', '1.0.4 post']));
  });

  it('take the place of an idle agent of another type', async () => {
    const { fleet } = await heldFleet(1);
    const first = fleet.submitTask({ id: 'a', type: 'held' });
    const second = fleet.submitTask({ id: 'b', type: 'other' });
    await until(() => HeldAgent.held.length === 1);
    HeldAgent.held[0]?.();
    await until(() => HeldAgent.held.length === 2);
    HeldAgent.held[1]?.();
    expect(await Promise.all([first, second])).toEqual(['a by held', 'b by other']);
    expect(fleet.getAllAgents()).toHaveLength(1);
    const third = fleet.submitTask({ id: 'c', type: 'held' });
    await until(() => HeldAgent.held.length === 3);
    HeldAgent.held[2]?.();
    expect(await third).toBe('c by held');
    await expect(fleet.spawnAgent('held')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('end when they take too long, are stopped, or fail', async () => {
    const { fleet, eventTypes } = await heldFleet(5, 30);
    const task = { id: 'a', type: 'held' };
    await expect(fleet.submitTask(task)).rejects.toMatchObject({ code: 'TASK_TIMEOUT' });
    const stop = new AbortController();
    const stopped = fleet.submitTask(task, { signal: stop.signal });
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await expect(fleet.submitTask({ ...task, payload: 'fail' })).rejects.toThrow('as asked');
    expect(HeldAgent.hooks).toContain('error');
    expect(fleet.getStatus()).toMatchObject({ failedTasks: 3 });
    expect(eventTypes()).toContain('task:failed');
    await expect(fleet.submitTask({ id: 'x', type: 'nobody' })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });

  it('need what the agent can do', async () => {
    const { fleet } = await heldFleet(5);
    const requirements = { capabilities: ['flying'] };
    await expect(fleet.submitTask({ id: 'a', type: 'held', requirements })).rejects.toThrow(
      'needs what the agent cannot do: flying',
    );
    const agent = await fleet.spawnAgent('held', {
      capabilities: [{ name: 'flying', version: '1', description: 'up and down' }],
    });
    expect(agent.hasCapability('flying')).toBe(true);
    expect(agent.getStatus()).toMatchObject({ status: 'active', capabilities: ['flying'] });
    await fleet.removeAgent(agent.getStatus().agentId.id);
    expect(agent.getStatus().status).toBe('terminated');
  });
});

/** One model is refused, whatever is asked; the others answer. */
function failing(id: string): Provider {
  const refuse = (model: string): void => {
    if (model === id)
      throw new ProviderFailure('rejected', 'no such model', { mayBeBilled: false });
  };
  const usage = { input: 10, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return {
    name: 'anthropic',
    simulated: false,
    send: async ({ model }) => {
      refuse(model);
      return { text: `by ${model}`, stopReason: 'end_turn', usage };
    },
    async *stream({ model }) {
      refuse(model);
      yield { type: 'start', usage };
      yield { type: 'text', text: `by ${model}` };
      yield { type: 'usage', usage, final: true };
      yield { type: 'end', stopReason: 'end_turn' };
    },
  };
}

describe('a model that fails for good', () => {
  it('is replaced by the next one, and its attempts count', async () => {
    const { dir } = project();
    const machine = thisMachine({ cwd: dir, env: { ANTHROPIC_API_KEY: 'x' } });
    const selected = 'claude-haiku-4-5-20251001';
    const ports = {
      ...machine.ports,
      provider: async () => ({ provider: failing(selected), close: async () => undefined }),
    };
    const { fleet, dataOf } = await testFleet(everythingOn(), { machine: { ...machine, ports } });
    const result = await fleet.submitTask({ id: 't', type: 'asking', description: 'Rename x.' });
    expect(result.selected).toBe(selected);
    expect(result.text).toBe(`by ${result.modelName}`);
    expect(result.modelName).not.toBe(selected);
    expect(dataOf('model.fallback')).toMatchObject([
      { taskId: 't', from: selected, to: result.modelName, reason: 'rejected' },
    ]);
    expect(dataOf('cost.tracked').map(({ id }) => id)).toEqual(['t/1', 't/2']);
    expect(dataOf('stream.complete')).toMatchObject([{ metadata: { model: result.modelName } }]);
    expect((await fleet.getCostSummary('1d')).total).toMatchObject({ calls: 2, failedCalls: 1 });
  });
});
