import { describe, expect, it } from 'vitest';
import { metricsServer } from '../helpers/metrics-server.ts';
import { calmly, watch } from '../helpers/monitor-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const now = (): number => Math.round(Date.now() / 1000);
const series = (metric: object, values: (index: number) => number, ageSeconds = 0): object => ({
  metric: { job: 'aqe', instance: 'a:1', ...metric },
  values: Array.from({ length: 20 }, (_, index) => [
    now() - ageSeconds - (19 - index) * 15,
    String(values(index)),
  ]),
});
const answer = (...result: readonly object[]): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
const started = (age = 0): object =>
  series({ __name__: 'process_start_time_seconds' }, () => 1, age);
const tasks = (status: string, step: number, age = 0): object =>
  series({ __name__: 'aqe_tasks_total', status }, (index) => index * step, age);
const once = ['--duration', '10ms', '--interval', '1s', '--json'];

describe('aqe monitor --prometheus', () => {
  it.each<[string, () => string | undefined, number, object]>([
    ['is well', () => answer(tasks('succeeded', 9), started()), 0, { verdict: 'well' }],
    [
      'fails',
      () => answer(tasks('succeeded', 9), tasks('failed', 9), started()),
      1,
      { breaches: [{ id: 'error-rate', worst: 0.5 }] },
    ],
    [
      'was lost',
      () => answer(tasks('succeeded', 9, 120), started(120)),
      1,
      { breaches: [{ id: 'no-data', target: 'aqe/a:1', reason: 'last scraped 120 s ago' }] },
    ],
    [
      'was never there',
      () => answer(),
      1,
      { breaches: [{ id: 'no-data', reason: 'it has scraped no metrics of aqe' }] },
    ],
    ['cannot be asked about', () => undefined, 1, { breaches: [{ id: 'no-data' }] }],
    ['is no fleet', () => '<html>', 1, { breaches: [{ id: 'no-data' }] }],
  ])('knows a fleet that %s', async (_, says, code, expected) => {
    const { url } = await metricsServer(says);
    const run = await watch('--prometheus', url, ...once);
    expect(run.code).toBe(code);
    expect(expectJson(run.stdout, 'monitor')).toMatchObject(expected);
  });

  it('misses a target that the server does not know any more', async () => {
    let asked = 0;
    const { url } = await metricsServer(() => {
      asked += 1;
      return asked === 1 ? answer(tasks('succeeded', 9), started()) : answer();
    });
    const run = await watch('--prometheus', url, ...calmly, '--patience', '1', '--json');
    expect(run.code).toBe(1);
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({
      breaches: [{ target: 'aqe/a:1', reason: 'the server has not scraped it any more' }],
    });
  });

  it('does not hear a lost target again when the server is lost too', async () => {
    let asked = 0;
    const { url } = await metricsServer(() => {
      asked += 1;
      return asked === 1 ? answer(tasks('succeeded', 9, 120), started(120)) : undefined;
    });
    const run = await watch('--prometheus', url, ...calmly, '--patience', '1', '--json');
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({
      breaches: [
        { target: 'aqe/a:1', ended: null },
        { target: url, ended: null },
      ],
    });
  });
});
