import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import { ModelRouter } from '../../src/library/model-router.ts';
import { everythingOn, testFleet } from '../helpers/test-fleet.ts';

const task = { id: 't1', type: 'asking', payload: { code: 'x' }, priority: 1, status: 'pending' };

describe('with all features off', () => {
  it('runs agents as 1.0.4 did: no selection, no router, nothing written', async () => {
    const { fleet, dir, eventTypes } = await testFleet({});
    const agent = await fleet.spawnAgent('asking');
    const result = await agent.executeTask({ ...assignment, task });
    expect(result.selected).toBeUndefined();
    expect(result.modelName).toMatch(/sonnet/);
    expect(fleet.getModelRouter()).toBeUndefined();
    expect(fleet.isFeatureEnabled('streaming')).toBe(false);
    expect(existsSync(join(dir, 'data'))).toBe(false);
    expect(eventTypes().filter((type) => /^(model|stream)\./.test(type))).toEqual([]);
  });

  it('says of an unknown agent type which there are', async () => {
    const { fleet } = await testFleet({});
    await expect(fleet.spawnAgent('test-generater')).rejects.toMatchObject({
      code: 'USAGE',
      message: 'there is no agent type "test-generater"',
      hint: expect.stringMatching(
        /Did you mean "test-generator".*Known: .*asking.*coverage-analyzer/,
      ),
    });
  });
});

const assignment = { id: 'a1', agentId: 'x', assignedAt: new Date(0), status: 'assigned' };

describe('with the features on', () => {
  it('routes, streams and counts', async () => {
    const { fleet, dataOf, eventTypes } = await testFleet(everythingOn());
    const result = await fleet.submitTask(task);
    expect(result.selected).toBe(result.modelName);
    expect(dataOf('model.selected')).toMatchObject([
      { taskId: 't1', selection: { modelName: result.modelName } },
    ]);
    const text = dataOf('stream.chunk')
      .map(({ data }) => data)
      .join('');
    expect(text).toBe(result.text);
    expect(dataOf('stream.complete')).toMatchObject([{ taskId: 't1', data: text }]);
    expect(dataOf('cost.tracked')).toMatchObject([{ nanoDollars: result.cost, basis: 'measured' }]);
    expect(eventTypes()).toContain('stream.start');
    const { total } = await fleet.getCostSummary('1d');
    expect(total.cost.nanoUsd).toBe(result.cost);
    expect(fleet.getRoutingStats()[result.modelName]).toMatchObject({ selected: 1 });
    expect(fleet.getModelRouter()).toBeInstanceOf(ModelRouter);
  });

  it('refuses what could pass a limit, and says so', async () => {
    const { fleet, dataOf } = await testFleet(everythingOn(0.0001));
    await expect(fleet.submitTask(task)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    expect(dataOf('cost.budget.exceeded')).toMatchObject([{ taskId: 't1' }]);
    const check = await fleet.getModelRouter()?.getCostTracker().checkBudget('claude-sonnet-5');
    expect(check).toMatchObject({ allowed: false, remaining: 100_000 });
  });
});

it('must be initialized before it is used', async () => {
  const fleet = new FleetManager({ agents: [] });
  await expect(fleet.spawnAgent('general')).rejects.toMatchObject({ code: 'USAGE' });
  expect(fleet.getModelRouter()).toBeUndefined();
});
