// An agent of your own, on a fleet with routing, streaming and a budget. Without ANTHROPIC_API_KEY a simulator answers.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseAgent, FleetManager } from 'aqe';

class ReviewAgent extends BaseAgent {
  async initializeComponents() {}
  async loadKnowledge() {}
  async cleanup() {}

  async performTaskImpl(task, selection) {
    let pieces = 0;
    const answer = await this.askModel(`Review this code:\n${task.payload.code}`, {
      onChunk: () => (pieces += 1),
    });
    await this.storeSharedMemory('last-review', answer.text);
    return { by: selection?.modelName, streamed: pieces > 1, measured: answer.usage.output > 0 };
  }
}

const fleet = new FleetManager({
  agents: [],
  database: { type: 'sqlite', filename: join(mkdtempSync(join(tmpdir(), 'aqe-')), 'fleet.db') },
  features: { multiModelRouter: true, streaming: true },
  routing: { enabled: true, costTracking: { enabled: true, budgetLimits: { daily: 5 } } },
  streaming: { enabled: true },
});
fleet.registerAgent('reviewer', ReviewAgent);
fleet.on('model.selected', ({ data }) => console.log('selected for', data.taskId));
await fleet.initialize();

const result = await fleet.submitTask({
  id: 'review-1',
  type: 'reviewer',
  payload: { code: 'export const half = (n) => n / 2;' },
});
const { total } = await fleet.getCostSummary('1d');
console.log('streamed:', result.streamed, '· measured:', result.measured, '· calls:', total.calls);
await fleet.stop();
