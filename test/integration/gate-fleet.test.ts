import { describe, expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { eventsOf, served } from '../helpers/served.ts';
import { fleet, checksOf, tests, series, serving, health, metrics } from '../helpers/gate-cli.ts';

describe('aqe gate 2 and 3 --target', () => {
  it('hold what replicas counted against the targets', async () => {
    const url = await serving((path) => (path === '/metrics' ? metrics : health()));
    const project = fleet();
    expect(
      await checksOf(project, '2', ...tests, '--target', url, '--target', `${url}/metrics`),
    ).toMatchObject({
      'features-off': { verdict: 'pass', measured: 'on 0 of 2 replicas' },
      regressions: { verdict: 'pass', source: expect.stringContaining('FEATURE_STREAMING=false ') },
      'error-rate': { verdict: 'pass', n: 10_000 },
      'p95-latency': { verdict: 'pass', interval: { high: 1990.54 } },
      memory: { verdict: 'not-measured', measured: '381 MB' },
      'agent-spawn': { verdict: 'pass' },
      'load-tests': { verdict: 'needs-signature' },
    });
    expect(await checksOf(project, '3', '--target', url)).toMatchObject({
      'streaming-success': { verdict: 'pass', measured: '99.8 %' },
      'first-chunk': { verdict: 'fail', interval: { low: 500, high: 630 } },
      'cost-savings': { verdict: 'not-measured' },
      'selection-accuracy': { verdict: 'not-measured' },
    });
  });

  it('watch replicas for a while, and outlast one that fails in between', async () => {
    let looks = 0;
    const url = await serving((path) => {
      if (path !== '/metrics') return undefined;
      looks += 1;
      return looks === 2 ? undefined : metrics;
    });
    const argv = [...tests, '--target', url, '--for', '120ms', '--interval', '40ms'];
    expect(await checksOf(fleet(), '2', ...argv)).toMatchObject({
      memory: { verdict: 'not-measured', n: expect.any(Number) },
      'error-rate': { verdict: 'pass', n: 5000 },
    });
    expect(looks).toBe(4);
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['does not answer', {}, 'not-measured', 'fail'],
    ['answers with a page', { '/metrics': '<p>', '/health': '<p>' }, 'not-measured', 'fail'],
    [
      'is unwell',
      { '/metrics': metrics, '/health': health({ status: 'degraded', problem: 'no file' }) },
      'pass',
      'fail',
    ],
    ['is well', { '/metrics': metrics, '/health': health() }, 'pass', 'pass'],
  ])('know a replica that %s', async (_, pages, errorRate, replicas) => {
    const url = await serving((path) => pages[path]);
    expect(await checksOf(fleet(), '5', '--target', url)).toMatchObject({
      'error-rate': { verdict: errorRate },
      replicas: { verdict: replicas },
    });
  });

  it('look at a service that really runs', async () => {
    const service = await served();
    await Promise.all(
      Array.from({ length: 4 }, async (_, index) => {
        const response = await fetch(`${service.url}/v1/tasks`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify({ type: 'general', description: `Say hello ${index}` }),
        });
        for await (const event of eventsOf(response)) expect(event.event).not.toBe('failed');
      }),
    );
    const project = fleet();
    expect(await checksOf(project, '3', '--target', service.url)).toMatchObject({
      'streaming-success': { verdict: 'not-measured', measured: '100 %', n: 4 },
      'first-chunk': { verdict: 'not-measured', n: 4, needed: 196 },
    });
    expect(await checksOf(project, '2', ...tests, '--target', service.url)).toMatchObject({
      'features-off': {
        verdict: 'fail',
        reason: expect.stringContaining('multiModelRouter and streaming'),
      },
      memory: { verdict: 'not-measured', measured: expect.stringMatching(/^\d+ MB$/) },
      'agent-spawn': { n: expect.any(Number) },
    });
    // Everything of the store: the tasks are there, and were simulated.
    const store = await inProcess(['gate', '4', '--json'], {
      cwd: service.dir,
      now: new Date().toISOString(),
    });
    expect(expectJson(store.stdout, 'gate')).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({
          id: 'cost-tracking',
          verdict: 'not-measured',
          measured: '4 of 4',
        }),
      ]),
    });
  });
});

describe('aqe gate 2 --prometheus', () => {
  it('reads what a server has scraped, memory included', async () => {
    const looks = Array.from({ length: 60 }, (_, index) => index);
    const result = [
      series(
        { __name__: 'process_start_time_seconds' },
        looks.map(() => 1),
      ),
      series(
        { __name__: 'process_resident_memory_bytes' },
        looks.map(() => 4e8),
      ),
      series(
        { __name__: 'aqe_tasks_total', status: 'succeeded' },
        looks.map((look) => look * 100),
      ),
    ];
    const answer = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
    let asked = '';
    const url = await serving((path) => {
      asked = decodeURIComponent(path);
      return answer;
    });
    expect(
      await checksOf(fleet(), '2', ...tests, '--prometheus', url, '--window', '20m'),
    ).toMatchObject({
      memory: { verdict: 'pass', n: 60 },
      'error-rate': { verdict: 'pass', n: 5900 },
      'p95-latency': { verdict: 'not-measured' },
    });
    expect(asked).toContain('aqe_streams_total');
    expect(asked).toContain('[1200000ms]');
  });
});
