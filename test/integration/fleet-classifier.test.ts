import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import { analyze } from '../../src/core/routing/analyze.ts';
import { needsSecondOpinion } from '../../src/core/routing/second-opinion.ts';
import type { Simulator } from '../../src/core/simulation.ts';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import { type Project, project } from '../helpers/project.ts';
import { eventsOf, served } from '../helpers/served.ts';
import { ledger } from '../helpers/run-stage.ts';

const model = (name: string, id: string, min: number, max: number): string => `
    - name: ${name}
      provider: anthropic
      model: ${id}
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.001, output: 0.005 } }
      complexityRange: { min: ${min}, max: ${max} }`;

const config = `features: { multiModelRouter: true, streaming: true }
agents: [{ type: general, count: 1 }]
database: { type: sqlite, filename: ./data/fleet.db }
streaming: { enabled: true }
routing:
  enabled: true
  defaultModel: sonnet
  classifier: { enabled: true }
  costTracking: { enabled: true, budgetLimits: { daily: 1 } }
  models:${model('haiku', 'claude-haiku-4-5', 0, 0.4)}${model('sonnet', 'claude-sonnet-5', 0.4, 1)}
`;

const description = 'Test the login form.';

async function stage(): Promise<{
  readonly simulator: Simulator;
  readonly p: Project;
  readonly env: Record<string, string>;
}> {
  const simulator = await startSimulator({
    answer: ({ system }) => (system.startsWith('You sort') ? 'simple' : 'Done.'),
  });
  onTestFinished(async () => simulator.close());
  const p = project({ 'config/fleet.yaml': config });
  return { simulator, p, env: { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: 'any' } };
}

/** A small model is asked once about a content, and its word moves the task over the bound: by its score it would be for sonnet. */
const calls = ['claude-haiku-4-5', 'claude-haiku-4-5', 'claude-haiku-4-5'];
const booked = ['classifier', 'answer', 'answer'];

it('a fleet asks a small model about a doubtful score, once', async () => {
  const analysis = analyze({ description, agentType: 'general' });
  expect(needsSecondOpinion(analysis, true) && analysis.score >= 0.4).toBe(true);
  const { simulator, p, env } = await stage();
  const fleet = new FleetManager('config/fleet.yaml', {
    machine: { env, cwd: p.dir },
    logger: silentLogger,
  });
  onTestFinished(async () => fleet.stop());
  await fleet.initialize();
  for (const id of ['t1', 't2']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await fleet.submitTask({ id, type: 'general', description });
  }
  expect(simulator.log().map((call) => call.model)).toEqual(calls);
  await fleet.stop();
  expect((await ledger(p)).map(({ call }) => call.purpose)).toEqual(booked);
});

it('a service does the same', async () => {
  const { simulator, p, env } = await stage();
  const service = await served({ dir: p.dir, env });
  for (const type of ['general', 'general']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const response = await fetch(`${service.url}/v1/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ type, description }),
    });
    const names: string[] = [];
    // oxlint-disable-next-line no-await-in-loop
    for await (const { event } of eventsOf(response)) names.push(event);
    expect(names.at(-1)).toBe('succeeded');
  }
  expect(simulator.log().map((call) => call.model)).toEqual(calls);
  expect(await service.stop()).toBe(0);
  expect((await ledger(p)).map(({ call }) => call.purpose)).toEqual(booked);
});
