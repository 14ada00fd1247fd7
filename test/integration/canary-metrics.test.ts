import { describe, expect, it } from 'vitest';
import { busy, serving } from '../helpers/metrics-page.ts';
import { inProcess, TEST_NOW } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const compare = async (...argv: readonly string[]): ReturnType<typeof inProcess> =>
  inProcess(['canary', 'compare', '--require', 'errorRate', '--json', ...argv]);
const soon = ['--window', '200ms', '--interval', '50ms'];

describe('canary compare --metrics', () => {
  it('judges what processes count while it looks', async () => {
    const [a, b] = [await serving(busy(100, 300)), await serving(busy(200, 500))];
    const run = await compare('--metrics', a, '--metrics', `${b}/metrics`, ...soon);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe('Reading the metrics of 2 targets for 0.2 s …\n');
    expect(expectJson(run.stdout, 'canary-compare')).toMatchObject({
      verdict: 'PASS',
      source: `metrics of ${a}, ${b}/metrics`,
      metrics: expect.arrayContaining([
        expect.objectContaining({ metric: 'errorRate', n: { canary: 1200, stable: 3200 } }),
      ]),
    });
  });

  it('fails a canary that fails', async () => {
    const url = await serving(busy(90, 100, 10));
    expect(await compare('--metrics', url, ...soon)).toMatchObject({
      code: 1,
    });
  });

  it('does not believe a target that stops answering', async () => {
    const url = await serving((count) => (count === 0 ? busy(100, 100)(1) : 503));
    const run = await compare('--metrics', url, ...soon);
    expect(run.code).toBe(5);
    expect(run.stderr).toContain('it answered 503');
    expect(expectJson(run.stdout, 'canary-compare')).toMatchObject({ verdict: 'ERROR' });
  });

  it.each<[string, string | number, string]>([
    ['a page', '<html>hello</html>\n', 'DATA_INVALID'],
    ['an error', 404, 'TARGET_UNREACHABLE'],
  ])('refuses %s', async (_, answer, code) => {
    const url = await serving(() => answer);
    const run = await compare('--metrics', url, ...soon);
    expect(run.code).toBe(2);
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code } });
  });

  it.each([
    [['--metrics', 'ftp://x'], 'USAGE'],
    [['--prometheus', 'x'], 'USAGE'],
    [['--metrics', 'http://127.0.0.1:1', ...soon], 'TARGET_UNREACHABLE'],
    [['--metrics', 'http://127.0.0.1:1', '--window', '1s'], 'USAGE'],
    [['--metrics', 'http://127.0.0.1:1', '--prometheus', 'http://127.0.0.1:1'], 'USAGE'],
  ])('refuses %j', async (argv, code) => {
    const run = await compare(...argv);
    expect(run.code).toBe(2);
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code } });
  });
});

const answering = async (...result: readonly object[]): Promise<string> =>
  serving(() => JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));

const growing = (step: number): readonly string[] =>
  Array.from({ length: 20 }, (_, index) => String(index * step));
describe('canary compare --prometheus', () => {
  const now = Date.parse(TEST_NOW) / 1000;

  /** A series as `/api/v1/query` answers it: one value every 15 seconds. */
  const series = (metric: Readonly<Record<string, string>>, values: readonly string[]): object => ({
    metric: { job: 'aqe', instance: 'a:1', ...metric },
    values: values.map((value, index) => [now - 300 + index * 15, value]),
  });
  const tasks = (variant: string, status: string, step: number): object =>
    series({ __name__: 'aqe_tasks_total', variant, status }, growing(step));
  const started = series({ __name__: 'process_start_time_seconds' }, growing(0));
  const other = series({ __name__: 'process_start_time_seconds', instance: 'other' }, ['NaN']);

  it('judges what a server has scraped', async () => {
    let asked = '';
    const result = [
      tasks('canary', 'succeeded', 50),
      tasks('stable', 'succeeded', 100),
      started,
      other,
    ];
    const url = await serving((_, path) => {
      asked = decodeURIComponent(path);
      return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
    });
    const run = await compare('--prometheus', url, '--window', '5m');
    expect(asked).toMatch(
      /^\/api\/v1\/query\?query=\{__name__=~"aqe_tasks_total\|.*"\}\[300000ms\]&time=2026/,
    );
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'canary-compare')).toMatchObject({
      source: `the Prometheus server ${url}`,
      metrics: expect.arrayContaining([
        expect.objectContaining({ metric: 'errorRate', n: { canary: 950, stable: 1900 } }),
      ]),
    });
  });

  it.each<[string, readonly object[], string]>([
    ['nothing', [], 'INSUFFICIENT_DATA'],
    [
      'NaN',
      [
        series({ __name__: 'aqe_tasks_total', variant: 'canary', status: 'failed' }, ['1', 'NaN']),
        started,
      ],
      'ERROR',
    ],
    [
      'infinity',
      [
        series({ __name__: 'aqe_tasks_total', variant: 'canary', status: 'failed' }, ['1', '+Inf']),
        started,
      ],
      'ERROR',
    ],
  ])('never passes on %s', async (_, result, verdict) => {
    const run = await compare('--prometheus', await answering(...result));
    expect(run.code).toBe(5);
    expect(expectJson(run.stdout, 'canary-compare')).toMatchObject({ verdict });
  });

  it.each([
    '<html>',
    '{}',
    '{"data":{"resultType":"vector","result":[]}}',
    '{"data":{"resultType":"matrix","result":[1]}}',
    '{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}',
  ])('refuses %s', async (answer) => {
    const run = await compare('--prometheus', await serving(() => answer));
    expect(run.code).toBe(2);
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code: 'DATA_INVALID' } });
  });
});
