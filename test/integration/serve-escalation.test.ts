import { expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { escalationPlace } from '../helpers/escalating-fleet.ts';
import { eventsOf, served, type StreamedEvent, textOf } from '../helpers/served.ts';
import { ledger } from '../helpers/run-stage.ts';

const report = JSON.stringify({ verdict: 'pass', summary: 'Fine.', findings: [] });

it('a service tells each verdict to those who follow a task, and the answer that stands', async () => {
  const { simulator, p, env } = await escalationPlace(
    { answer: ({ model }) => (model.startsWith('claude-haiku') ? 'All is fine.' : report) },
    { configured: (text) => `agents: [{ type: quality-gate, count: 1 }]\n${text}` },
  );
  const service = await served({ dir: p.dir, env });
  const response = await fetch(`${service.url}/v1/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ type: 'quality-gate', description: 'Is it ready?' }),
  });
  const events: StreamedEvent[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  const calls = ['start', 'usage', 'verdict', 'restart', 'start', 'usage', 'verdict', 'text'];
  expect(events.map(({ event }) => event)).toEqual(['accepted', ...calls, 'succeeded']);
  expect(textOf(events)).toBe(report);
  expect(events.filter(({ event }) => event === 'verdict').map(({ data }) => data)).toEqual([
    {
      modelName: 'haiku',
      verdict: 'reject',
      reasons: ['there is no JSON object in it'],
      next: 'sonnet',
    },
    { modelName: 'sonnet', verdict: 'accept', reasons: ['it fits the schema of report'] },
  ]);
  expect(events.find(({ event }) => event === 'restart')?.data).toEqual({
    reason: 'not-accepted',
    discarded: 0,
  });
  const end = events.at(-1)?.data;
  expect(valueAt(end, ['result'])).toMatchObject({ kind: 'report', report: { verdict: 'pass' } });
  const metrics = await service.ask('/metrics');
  expect(metrics.body).toContain('aqe_verdicts_total{model="haiku",verdict="reject"} 1');
  expect(metrics.body).toContain('aqe_stream_retries_total 0');
  expect(await service.stop()).toBe(0);
  expect(simulator.log()).toHaveLength(2);
  const booked = await ledger(p);
  expect(booked.map(({ modelName }) => modelName)).toEqual(['haiku', 'sonnet']);
  const cost = booked.reduce((sum, one) => sum + one.cost, 0);
  expect(valueAt(end, ['cost', 'nanoUsd'])).toBe(cost);
});
