import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { isRecord, valueAt } from '../../src/config/values.ts';
import { main } from '../../src/main.ts';
import { fleetProject } from '../helpers/fleet-project.ts';
import { metricsServer } from '../helpers/metrics-server.ts';
import { begin, calmly, quickly, soon, watch } from '../helpers/monitor-cli.ts';
import { project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { compileStrictly, expectJson, readSchema } from '../helpers/schema.ts';
import { Screen } from '../helpers/screen.ts';
import { serveProcess } from '../helpers/serve-process.ts';
import { ask, servedConfig } from '../helpers/served.ts';

const page = (
  ok: number,
  failed: number,
  started = 1,
): string => `process_start_time_seconds ${started}
process_resident_memory_bytes 1e8
aqe_tasks_total{variant="stable",status="succeeded"} ${ok}
aqe_tasks_total{variant="stable",status="failed"} ${failed}
`;

/** The lines of `--jsonl`, each checked against its schema. */
function eventsIn({ stdout }: Outcome): readonly Readonly<Record<string, unknown>>[] {
  const validate = compileStrictly(readSchema('monitor-event'));
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const event: unknown = JSON.parse(line);
      validate(event);
      expect(validate.errors).toBeNull();
      if (!isRecord(event)) throw new Error('a line is no object');
      return event;
    });
}

describe('aqe monitor --target', () => {
  it('is content with a fleet that is well', async () => {
    let looks = 0;
    const { url } = await metricsServer(() => page((looks += 1) * 100, 0));
    const run = await watch('--target', url, ...calmly, '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({
      verdict: 'well',
      source: url,
      gaps: 0,
      values: expect.arrayContaining([expect.objectContaining({ id: 'error-rate', last: 0 })]),
      breaches: [],
    });
  });

  it('tells once that errors began, and once that they ended', async () => {
    const stop = new AbortController();
    let looks = 0;
    const { url } = await metricsServer(() => {
      looks += 1;
      if (looks === 12) stop.abort();
      // Half of the tasks between the third and the fifth look fail.
      return page(looks * 100, Math.min(Math.max(looks - 2, 0), 3) * 100);
    });
    const run = await begin(['--target', url, ...quickly], stop.signal).ended;
    expect(run.code).toBe(130);
    const lines = run.stdout.split('\n');
    expect(lines.filter((line) => line.includes('  BREACH  '))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('  over    '))).toHaveLength(1);
    expect(run.stdout).toMatch(/BREACH {2}error-rate [\d.]+ %, should be < 0\.1 %/);
    expect(run.stdout).toMatch(/^Interrupted: 11 looks in /m);
    expect(run.stdout).toMatch(/^Limits were passed:\n {2}\S+ {2}error-rate .*; over at \S+$/m);
  });

  it('ends with 1 when a limit was passed', async () => {
    let looks = 0;
    const { url } = await metricsServer(() => page((looks += 1) * 100, looks * 100));
    expect(await watch('--target', url, ...calmly)).toMatchObject({ code: 1 });
  });

  it('goes on while a target fails, is away, and comes back as another process', async () => {
    const stop = new AbortController();
    let looks = 0;
    let started = 1;
    const server = await metricsServer(() => {
      looks += 1;
      return looks === 2 ? undefined : page(2000 / started + looks, 0, started);
    });
    const argv = ['--target', server.url, '--interval', '40ms', '--jsonl'];
    const { printed, ended } = begin(argv, stop.signal);
    await expect.poll(() => looks, soon).toBeGreaterThan(4);
    expect(printed()).not.toContain('"type":"breach"');
    await server.stop();
    await expect.poll(printed, soon).toContain('"kind":"began"');
    started = 2;
    await server.start();
    await expect.poll(printed, soon).toContain('"kind":"ended"');
    stop.abort();
    const run = await ended;
    expect(run.code).toBe(130);
    const events = eventsIn(run);
    expect(events.filter(({ type }) => type === 'breach')).toMatchObject([
      { kind: 'began', id: 'no-data', target: server.url, ended: null },
      { kind: 'ended', id: 'no-data', ended: expect.any(String) },
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'summary',
      verdict: 'breached',
      interrupted: true,
    });
    // Counters that began again at less: the tasks of both processes, and none that never was.
    const last = events.findLast(({ type }) => type === 'look');
    expect(last).toMatchObject({ answered: 1, silent: [], values: { 'error-rate': { value: 0 } } });
    expect(valueAt(last, ['values', 'error-rate', 'n'])).toBeGreaterThan(1000);
    expect(valueAt(last, ['values', 'error-rate', 'n'])).toBeLessThan(1000 + 2 * looks);
  });

  it('counts a target that never answers, however short it looks', async () => {
    const server = await metricsServer(() => undefined);
    const once = await watch('--target', server.url, '--duration', '10ms', '--interval', '1s');
    expect(once.code).toBe(1);
    expect(once.stdout).toContain(`BREACH  no-data of ${server.url}: it answered 503`);
    const run = await watch('--target', server.url, ...calmly, '--patience', '2', '--json');
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({
      verdict: 'breached',
      breaches: [{ id: 'no-data', reason: 'it answered 503', ended: null }],
    });
  });

  it('says that nothing was passed where too little was seen to tell', async () => {
    let looks = 0;
    const { url } = await metricsServer(() => {
      looks += 1;
      return page(looks, looks > 1 ? 1 : 0);
    });
    const run = await watch('--target', url, ...calmly);
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /No limit was passed\.\n {2}error-rate was [\d.]+ % at worst, of too few to tell chance from harm\./,
    );
  });

  it('draws on a terminal', async () => {
    const stop = new AbortController();
    let looks = 0;
    const { url } = await metricsServer(() => {
      looks += 1;
      if (looks === 8) stop.abort();
      return page(looks * 50, looks > 3 ? 50 * looks : 0);
    });
    const screen = new Screen(100);
    const argv = ['--target', url, '--duration', '1h', '--feature', 'routing', ...quickly];
    const code = await main(['monitor', ...argv], {
      stdout: screen.stream(),
      stderr: screen.stream(),
      env: { NO_COLOR: '1', LANG: 'en_US.UTF-8' },
      cwd: fleetProject().dir,
      clock: systemClock,
      signal: stop.signal,
    });
    expect(code).toBe(130);
    const shown = screen.text();
    // What began stays above; the table is there once.
    expect(shown.match(/BREACH {2}error-rate/g)).toHaveLength(1);
    expect(
      shown.match(/ {2}1 BREACHED {2}(?:1 h 0 min|59 min \d+ s) left {2}1 up {2}http:/g),
    ).toHaveLength(1);
    expect(shown).toMatch(/^! error-rate +[\d.]+ % {2}< 0\.1 % +n \d+ +[▁-█ ]{2,7}$/m);
    expect(shown).toMatch(/^ {2}memory +95 MB {2}< 700 MB +n 1 +▂{7}$/m);
    expect(shown).not.toContain('first-chunk');
  });
});

describe('aqe monitor and a service that really runs', () => {
  it('outlasts its end, and watches the next one on its port', async () => {
    const { dir } = project({ 'config/fleet.yaml': servedConfig });
    const first = await serveProcess({ cwd: dir });
    const { port } = new URL(first.url);
    const work = async (): Promise<void> => {
      const body = { type: 'general', description: 'Say hello' };
      await ask(`${first.url}/v1/tasks`, { body });
    };
    await work();
    const stop = new AbortController();
    const argv = ['--target', first.url, '--interval', '100ms', '--patience', '1', '--jsonl'];
    const { printed, ended } = begin(argv, stop.signal);
    await expect.poll(printed, soon).toContain('"answered":1');
    first.child.kill('SIGKILL');
    await first.ended;
    await expect.poll(printed, soon).toContain('"kind":"began"');
    const second = await serveProcess({ cwd: dir, args: ['--port', port] });
    expect(second.url).toBe(first.url);
    await expect.poll(printed, soon).toContain('"kind":"ended"');
    await work();
    await expect.poll(printed, soon).toMatch(/"error-rate":\{"value":0,"n":[12],/);
    stop.abort();
    const run = await ended;
    expect(run.code).toBe(130);
    expect(eventsIn(run).filter(({ type }) => type === 'breach')).toMatchObject([
      { kind: 'began', id: 'no-data' },
      { kind: 'ended', id: 'no-data' },
    ]);
  });
});

describe('aqe monitor', () => {
  let elsewhere: Server;
  beforeAll(() => {
    elsewhere = createServer((_, response) => response.end(page(1, 0)));
  });
  afterAll(() => void elsewhere.close());

  it('looks at what aqe serve listens on, when nothing else is said', async () => {
    await new Promise<void>((done) => void elsewhere.listen(0, '127.0.0.1', done));
    const address = elsewhere.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { dir } = project({ 'config/fleet.yaml': `api: { port: ${port}, host: 0.0.0.0 }\n` });
    const run = await inProcess(['monitor', '--duration', '10ms', '--json'], { cwd: dir });
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({ source: `http://127.0.0.1:${port}` });
  });

  it('takes other limits', async () => {
    const { url } = await metricsServer(() => page(1, 0));
    const argv = ['--target', url, '--duration', '10ms', '--json'];
    const run = await watch(...argv, '--limit', 'memory=50MB', '--limit', 'p95-latency=1.5s');
    expect(run.code).toBe(1);
    expect(expectJson(run.stdout, 'monitor')).toMatchObject({
      values: expect.arrayContaining([
        expect.objectContaining({ id: 'memory', limit: 52_428_800 }),
        expect.objectContaining({ id: 'p95-latency', limit: 1500 }),
      ]),
      breaches: [{ id: 'memory', worst: 1e8 }],
    });
  });

  it.each([
    [['--json']],
    [['--json', '--jsonl', '--duration', '1s']],
    [['--target', 'x']],
    [['--target', 'http://a', '--prometheus', 'http://b', '--duration', '1s']],
    [['--feature', 'money']],
    [['--limit', 'p95-latency']],
    [['--limit', 'p95-latency=2']],
    [['--limit', 'p95-latency=2%']],
    [['--limit', 'p95-latancy=2s']],
    [['--limit', 'speed=2s']],
    [['--patience', '0']],
    [['--config', 'missing.yaml', '--duration', '1s']],
  ])('refuses %j', async (argv) => {
    expect(await watch(...argv)).toMatchObject({ code: 2 });
  });
});
