import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import {
  eventsOf,
  type Served,
  served,
  servedConfig,
  type StreamedEvent,
  textOf,
} from '../helpers/served.ts';

const json = { 'content-type': 'application/json' };

async function stream(
  { url }: Served,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/v1/tasks`, {
    method: 'POST',
    headers: { ...json, accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
  });
}

async function all(events: AsyncIterable<StreamedEvent>): Promise<StreamedEvent[]> {
  const list: StreamedEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

async function finished(service: Served, id: unknown): Promise<unknown> {
  const path = `/v1/tasks/${String(id)}`;
  await expect
    .poll(async () => (await service.ask(path)).at('finishedAt'), { timeout: 9000, interval: 50 })
    .not.toBeNull();
  return (await service.ask(path)).body;
}

describe('aqe serve', () => {
  it('takes a task, works on it, and tells what it cost', async () => {
    const service = await served();
    const body = { type: 'general', description: 'Say hello', priority: 3 };
    const accepted = await service.ask('/v1/tasks', { body });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`/v1/tasks/${String(accepted.at('id'))}`);
    expect(await finished(service, accepted.at('id'))).toMatchObject({
      agentType: 'general',
      status: 'succeeded',
      priority: 3,
      attempts: 1,
      result: { kind: 'text' },
      error: null,
    });
    const costs = await service.ask('/v1/costs?period=today&by=agent,model');
    expect(costs.at('total', 'tasks')).toBe(1);
    const task = await service.ask(`/v1/tasks/${String(accepted.at('id'))}`);
    expect(costs.at('total', 'cost', 'nanoUsd')).toBe(task.at('cost', 'nanoUsd'));
    for (const ms of [task.at('durationMs'), task.at('firstChunkMs')]) {
      expect(ms).toSatisfy(Number.isInteger);
    }
    expect(await service.stop()).toBe(0);
  });

  it('warns in its log of what its budget reaches, once', async () => {
    const service = await served({ config: servedConfig.replace('daily: 50', 'daily: 0.025') });
    for (const description of ['Say hello', 'Say it again']) {
      const accepted = await service.ask('/v1/tasks', { body: { type: 'general', description } });
      await finished(service, accepted.at('id'));
    }
    const texts = service.log().map((line) => String(valueAt(line, ['msg'])));
    const warnings = texts.filter((text) => text.includes("of the day's budget of $0.025"));
    expect(warnings.filter((text) => text.startsWith('80 %'))).toHaveLength(1);
  });

  it('streams the events of a task, and lets a client go on where it was', async () => {
    const service = await served();
    const response = await stream(service, { type: 'general', description: 'Say hello' });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = await all(eventsOf(response));
    const names = events.map(({ event }) => event);
    expect(names.slice(0, 3)).toEqual(['accepted', 'start', 'text']);
    expect(names.slice(-2)).toEqual(['usage', 'succeeded']);
    expect(events.at(-1)?.data).toMatchObject({ result: { text: textOf(events) } });

    const place = response.headers.get('location') ?? '';
    const from = events[4]?.id ?? '';
    const resume = async (id: string): Promise<Response> =>
      fetch(`${service.url}${place}`, {
        headers: { accept: 'text/event-stream', 'last-event-id': id },
      });
    expect(await all(eventsOf(await resume(from)))).toEqual(events.slice(5));
    expect((await resume(events.at(-1)?.id ?? '')).status).toBe(204);
    const late = await all(eventsOf(await resume('')));
    expect(late).toEqual(events.slice(-1));
  });

  it('accepts a task once for each idempotency key', async () => {
    const service = await served();
    const headers = { 'idempotency-key': 'once' };
    const body = { type: 'general', description: 'Say hello' };
    const first = await service.ask('/v1/tasks', { body, headers });
    const again = await service.ask('/v1/tasks', { body, headers });
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.at('id')).toBe(first.at('id'));
    const other = { ...body, description: 'Say goodbye' };
    const conflict = await service.ask('/v1/tasks', { body: other, headers });
    expect(conflict.status).toBe(409);
    expect(conflict.at('error', 'code')).toBe('IDEMPOTENCY_CONFLICT');
    await finished(service, first.at('id'));
  });

  it('stops a task that runs, and one that waits', async () => {
    const config = `
fleet: {maxAgents: 1}
agents: [{type: slow, module: ./slow.mjs, count: 0}]
database: {type: sqlite, filename: ./data/fleet.db}
`;
    const service = await served({ config, files: { 'config/slow.mjs': slowAgent } });
    const submit = async (): Promise<string> =>
      String((await service.ask('/v1/tasks', { body: { type: 'slow' } })).at('id'));
    const [running, waiting] = [await submit(), await submit()];
    expect((await service.ask(`/v1/tasks/${waiting}`)).at('status')).toBe('queued');
    const cancel = async (id: string): Promise<{ status: number; at: unknown }> => {
      const { status, at } = await service.ask(`/v1/tasks/${id}`, { method: 'DELETE' });
      return { status, at: at('status') };
    };
    expect(await cancel(waiting)).toEqual({ status: 200, at: 'cancelled' });
    expect(await cancel(running)).toEqual({ status: 202, at: 'running' });
    expect(await finished(service, running)).toMatchObject({ status: 'cancelled' });
    expect((await service.ask('/v1/tasks/nobody')).status).toBe(404);
  });

  it('says no when too many tasks wait', async () => {
    const config = `
fleet: {maxAgents: 1}
agents: [{type: slow, module: ./slow.mjs, count: 0}]
database: {type: sqlite, filename: ./data/fleet.db}
`;
    const files = { 'config/slow.mjs': slowAgent };
    const service = await served({ config, files, args: ['--max-queue', '1'] });
    const submit = async (): ReturnType<Served['ask']> =>
      service.ask('/v1/tasks', { body: { type: 'slow' } });
    await submit();
    await submit();
    const refused = await submit();
    expect(refused.status).toBe(429);
    expect(refused.at('error', 'code')).toBe('QUEUE_FULL');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await service.stop()).toBe(0);
  });

  it('fails a task whose agent fails, without telling how', async () => {
    const config = `
agents: [{type: slow, module: ./slow.mjs, count: 1}]
database: {type: sqlite, filename: ./data/fleet.db}
`;
    const service = await served({ config, files: { 'config/slow.mjs': slowAgent } });
    const task = await service.ask('/v1/tasks', { body: { type: 'slow', payload: 'fail' } });
    const failed = await finished(service, task.at('id'));
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'AGENT_FAILED' } });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(JSON.stringify(service.log())).toContain('secret of the house');
  });
});

/** Works until it is stopped, or fails as asked. */
const slowAgent = `
import { BaseAgent } from '${new URL('../../src/fleet/agent/base-agent.ts', import.meta.url).href}';
export default class Slow extends BaseAgent {
  async performTaskImpl(task) {
    if (task.payload === 'fail') throw new Error('a secret of the house');
    await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
  }
  async initializeComponents() {}
  async loadKnowledge() {}
  async cleanup() {}
}
`;

describe('GET /health, /ready and /metrics', () => {
  it('tell how the service stands', async () => {
    const service = await served();
    const health = await service.ask('/health');
    expect(health.body).toMatchObject({
      status: 'ok',
      features: { multiModelRouter: true, streaming: true },
      source: { multiModelRouter: 'file', streaming: 'file' },
      generation: 0,
      replicas: [{ id: health.at('replica'), generation: 0 }],
      problem: null,
    });
    expect((await service.ask('/ready')).body).toEqual({ ready: true, reason: null });
    await all(eventsOf(await stream(service, { type: 'general', description: 'Say hello' })));
    const { body, headers } = await service.ask('/metrics');
    expect(headers.get('content-type')).toContain('version=0.0.4');
    const text = String(body);
    for (const line of [
      'aqe_tasks_total{agent_type="general",variant="stable",status="succeeded"} 1',
      'aqe_task_duration_seconds_bucket{le="0.0629463",variant="stable",status="succeeded"}',
      'aqe_time_to_first_chunk_seconds_count{variant="stable",status="succeeded"} 1',
      'aqe_task_cost_usd_total{agent_type="general",variant="stable"} 0.0',
      'aqe_tokens_total{type="output",model="claude-haiku',
      'aqe_budget_limit_usd{window="day"} 50',
      'aqe_budget_spent_usd{window="day"} 0.0',
      'aqe_budget_reserved_usd{window="day"} 0',
      'aqe_stream_retries_total 0',
      'aqe_stream_fallbacks_total 0',
      'aqe_streams_total{variant="stable",outcome="completed"} 1',
      'aqe_model_selected_total{model="claude-haiku',
      'aqe_feature_enabled{feature="streaming"} 1',
      'aqe_config_generation 0',
      'aqe_config_reload_failed 0',
      'aqe_agent_spawn_seconds_count{agent_type="general"} 1',
      'gen_ai_client_token_usage_count',
      'process_start_time_seconds ',
    ]) {
      expect(text).toContain(line);
    }
  });
});
