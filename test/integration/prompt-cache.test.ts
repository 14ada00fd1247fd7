import { describe, expect, it } from 'vitest';
import type { QETask } from '../../src/fleet/agent/agent-types.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import type { ModelAnswer } from '../../src/fleet/agent/model-question.ts';
import { everythingOn, testFleet } from '../helpers/test-fleet.ts';

const system = `You know these rules by heart. ${'A cart belongs to one worker. '.repeat(2000)}`;

/** Has its role kept when the task says so. */
class LearnedAgent extends BaseAgent {
  protected override async performTaskImpl({ payload }: QETask): Promise<ModelAnswer> {
    const cacheSystem = payload === 'keep' ? '5m' : undefined;
    return this.askModel({ system, messages: [{ role: 'user', text: 'Hello' }], cacheSystem });
  }
  protected override async initializeComponents(): Promise<void> {}
  protected override async loadKnowledge(): Promise<void> {}
  protected override async cleanup(): Promise<void> {}
}

describe('the prompt cache', () => {
  it('is used by agents that ask for it, and pays from the second question on', async () => {
    const { fleet } = await testFleet(everythingOn(), {}, (one) => {
      one.registerAgent('learned', LearnedAgent);
    });
    const ask = async (id: string, payload: string): Promise<ModelAnswer> =>
      fleet.submitTask({ id, type: 'learned', payload });
    const plain = await ask('plain', 'forget');
    const first = await ask('first', 'keep');
    const second = await ask('second', 'keep');
    expect(plain.usage).toMatchObject({ cacheRead: 0, cacheWrite5m: 0 });
    expect(first.usage.cacheWrite5m).toBeGreaterThan(10_000);
    expect(first.cost).toBeGreaterThan(plain.cost);
    expect(second.usage).toMatchObject({ cacheRead: first.usage.cacheWrite5m, cacheWrite5m: 0 });
    expect(second.cost).toBeLessThan(plain.cost / 2);
  });
});
