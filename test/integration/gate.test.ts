import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { valueAt } from '../../src/config/values.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { canaryTasks } from '../helpers/canary-tasks.ts';
import { fleetProject, fleetYaml } from '../helpers/fleet-project.ts';
import { type Project } from '../helpers/project.ts';
import { inProcess, type Outcome, TEST_NOW } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { seedLedger } from '../helpers/seeded-ledger.ts';
import { eventsOf, served } from '../helpers/served.ts';

const now = Date.parse(TEST_NOW);
const clean = { metadata: { vulnerabilities: { critical: 0, high: 0, moderate: 1, low: 0 } } };
const files = {
  'README.md': '# A fleet\n',
  'CHANGELOG.md': '# Changes\n',
  'audit.json': JSON.stringify(clean),
  'package.json': JSON.stringify({ scripts: { test: 'node -v' } }),
  'broken.mjs': 'process.stdout.write("2 of 3 tests failed\\n"); process.exitCode = 1;\n',
};

const fleet = (more: Readonly<Record<string, string>> = {}): Project =>
  fleetProject({ ...files, ...more });

async function run(project: Project, ...argv: readonly string[]): Promise<Outcome> {
  return runAt(TEST_NOW, project, argv);
}

async function runAt(iso: string, project: Project, argv: readonly string[]): Promise<Outcome> {
  const { PATH = '' } = process.env;
  return inProcess(['gate', ...argv], { cwd: project.dir, env: { PATH }, now: iso });
}

/** The checks of a gate by their ids. */
async function checksOf(
  project: Project,
  ...argv: readonly string[]
): Promise<Readonly<Record<string, unknown>>> {
  return byId(await run(project, ...argv, '--json'));
}

function byId({ stdout }: Outcome): Readonly<Record<string, unknown>> {
  const checks = valueAt(expectJson(stdout, 'gate'), ['checks']);
  if (!Array.isArray(checks)) throw new Error('there are no checks');
  return Object.fromEntries(
    checks.map((check: unknown) => [String(valueAt(check, ['id'])), check]),
  );
}

/** Faster than npm. */
const tests = ['--tests', 'test "$FEATURE_STREAMING" = false'];

const audit = ['--audit', `node -p "require('fs').readFileSync('audit.json', 'utf8')"`];

describe('aqe gate 1', () => {
  it('runs the tests and the audit, looks at configuration and pages, and waits for people', async () => {
    const project = fleet();
    const waiting = await run(project, '1', ...audit);
    expect(waiting.code).toBe(5);
    expect(waiting.stdout).toMatch(/^tests +exit code 0 +exit code 0 +pass$/m);
    expect(waiting.stdout).toMatch(/^audit +0 critical, 0 high +0 high or critical +pass$/m);
    expect(waiting.stdout).toMatch(/^UNDECIDED {2}4 passed, 2 to be signed$/m);

    const signed = await run(project, 'sign', '1', '--by', 'Ada', '--note', 'PR 12', '--json');
    expect(signed.code).toBe(0);
    expect(expectJson(signed.stdout, 'gate-sign')).toMatchObject({
      gate: 1,
      checks: ['code-review', 'security-review'],
      by: 'Ada',
      withdrawn: false,
    });
    const open = await run(project, '1', ...audit, '--tests', 'true');
    expect(open.code).toBe(0);
    expect(open.stdout).toMatch(/^code-review +signed by Ada on 2026-11-23 +a signature +pass$/m);

    const back = ['--check', 'code-review', '--by', 'Ada', '--note', 'wrong PR', '--withdraw'];
    expect(await run(project, 'sign', '1', ...back)).toMatchObject({
      code: 0,
      stdout: 'Ada took back code-review of gate 1 (pre-deployment).\n',
    });
    expect(await run(project, '1', ...audit, '--tests', 'true')).toMatchObject({ code: 5 });
  });

  it('fails for what is wrong, and says what', async () => {
    const bad = {
      ...clean,
      metadata: { vulnerabilities: { ...clean.metadata.vulnerabilities, high: 2 } },
    };
    const project = fleet({
      'config/fleet.yaml': `${fleetYaml}\nrouting: { enabled: maybe }\n`,
      'audit.json': JSON.stringify(bad),
    });
    const argv = ['1', ...audit, '--tests', 'node broken.mjs', '--docs', 'docs/runbook.md'];
    expect(await run(project, ...argv)).toMatchObject({ code: 1 });
    expect(await checksOf(project, ...argv)).toMatchObject({
      tests: { verdict: 'fail', measured: 'exit code 1', reason: '2 of 3 tests failed' },
      config: { verdict: 'fail', reason: expect.stringContaining('config/fleet.yaml:') },
      audit: { verdict: 'fail', measured: '0 critical, 2 high' },
      docs: { verdict: 'fail', measured: '0 of 1 page' },
      // Who signed what stands in a database that a broken configuration does not name.
      'code-review': { verdict: 'not-measured' },
    });
  });

  it('does not take silence for an answer', async () => {
    const project = fleet({ 'package.json': '{}' });
    expect(await checksOf(project, '1')).toMatchObject({
      tests: {
        verdict: 'not-measured',
        reason: 'package.json has no test script: --tests says what runs',
      },
      audit: { verdict: 'not-measured', reason: expect.stringContaining('no package-lock.json') },
    });
    const offline = `node -p "JSON.stringify({message: 'the registry does not answer'})"`;
    expect(await checksOf(project, '1', '--audit', offline)).toMatchObject({
      audit: { verdict: 'not-measured', reason: 'no report came: the registry does not answer' },
    });
    expect(await checksOf(project, '1', '--audit', 'no-such-program-here')).toMatchObject({
      audit: { verdict: 'not-measured' },
    });
    expect(await checksOf(project, '1', '--tests', 'no-such-program-here')).toMatchObject({
      tests: { verdict: 'not-measured', measured: 'exit code 127' },
    });
    expect(
      await checksOf(
        project,
        '1',
        '--tests',
        'node -e "setTimeout(() => 0, 1e5)"',
        '--timeout',
        '300ms',
      ),
    ).toMatchObject({ tests: { verdict: 'fail', measured: 'did not end' } });
  });
});

/** Serves what `page` says of a path; undefined is 503. @returns its address */
async function serving(page: (path: string) => string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const text = page(request.url ?? '');
    response.writeHead(text === undefined ? 503 : 200);
    response.end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

const health = (changes: object = {}): string =>
  JSON.stringify({
    status: 'ok',
    version: '1.0.5',
    features: { multiModelRouter: false, streaming: false },
    generation: 2,
    problem: null,
    ...changes,
  });

const metrics = `process_start_time_seconds 1
process_resident_memory_bytes 4e8
aqe_tasks_total{variant="stable",status="succeeded"} 5000
aqe_streams_total{variant="stable",outcome="completed"} 2000
aqe_streams_total{variant="stable",outcome="failed"} 4
aqe_task_duration_seconds_bucket{le="1.58114",variant="stable",status="succeeded"} 4700
aqe_task_duration_seconds_bucket{le="1.99054",variant="stable",status="succeeded"} 4990
aqe_task_duration_seconds_bucket{le="+Inf",variant="stable",status="succeeded"} 5000
aqe_time_to_first_chunk_seconds_bucket{le="0.5",variant="stable",status="succeeded"} 1500
aqe_time_to_first_chunk_seconds_bucket{le="0.63",variant="stable",status="succeeded"} 2000
aqe_time_to_first_chunk_seconds_bucket{le="+Inf",variant="stable",status="succeeded"} 2000
aqe_agent_spawn_seconds_bucket{agent_type="general",le="0.1"} 100
aqe_agent_spawn_seconds_bucket{agent_type="general",le="+Inf"} 100
`;

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
    const series = (metric: object, values: readonly number[]): object => ({
      metric: { job: 'aqe', instance: 'a:1', ...metric },
      values: values.map((value, index) => [now / 1000 - 1200 + index * 15, String(value)]),
    });
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

describe('aqe gate 3', () => {
  const labels = (right: number, wrong: number): string =>
    Array.from({ length: right + wrong }, (_, index) =>
      JSON.stringify({
        description: `rename the variable x${index} to y${index}`,
        tier: index < right ? 'simple' : 'complex',
      }),
    ).join('\n');

  it.each([
    [400, 0, 'pass'],
    [400, 20, 'not-measured'],
    [400, 80, 'fail'],
  ])('with %i right and %i wrong choices: %s', async (right, wrong, verdict) => {
    const project = fleet({ 'labelled.jsonl': labels(right, wrong) });
    expect(await checksOf(project, '3', '--labels', 'labelled.jsonl')).toMatchObject({
      'selection-accuracy': { verdict, n: right + wrong, value: right / (right + wrong) },
    });
  });

  it('takes outcomes, and names a file that is wrong', async () => {
    const outcome = (cheap: 0 | 1): string =>
      JSON.stringify({
        description: 'rename a variable',
        outcomes: { small: { solved: cheap, costUsd: 0.001 }, large: { solved: 1, costUsd: 0.01 } },
      });
    const project = fleet({
      'outcomes.jsonl': Array.from({ length: 200 }, () => outcome(1)).join('\n'),
      'broken.jsonl': '{"description": 1',
    });
    const argv = ['--labels', 'outcomes.jsonl', '--tiers', 'small,large'];
    expect(await checksOf(project, '3', ...argv)).toMatchObject({
      'selection-accuracy': { n: 200, measured: expect.stringMatching(/ %$/) },
    });
    expect(await checksOf(project, '3', '--labels', 'broken.jsonl')).toMatchObject({
      'selection-accuracy': {
        verdict: 'not-measured',
        reason: expect.stringMatching(/^broken\.jsonl:1:\d+ /),
      },
    });
  });

  const spender = `
routing:
  defaultModel: large
  models:
    - { name: small, provider: anthropic, model: model-s, capabilities: { costPer1kTokens: { input: 0.001, output: 0.005 } } }
    - { name: large, provider: anthropic, model: model-l, capabilities: { costPer1kTokens: { input: 0.005, output: 0.025 } } }
`;
  const attempts = (provider: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      at: '2026-11-23T10:00:00Z',
      model: 'model-s',
      provider,
      call: { taskId: `task ${index}` },
      usage: { input: 1000, output: 100 },
      cost: 1_500_000,
    }));

  it.each([
    ['anthropic', 60, 'pass', 'the same answers at the prices of model-l'],
    ['anthropic', 40, 'not-measured', '40 tasks; needs about 10 more'],
    ['simulator', 60, 'not-measured', 'simulated: $0.09 of $0.09, which nobody was billed for'],
  ])(
    'looks for savings in the ledger: %s, %i tasks: %s',
    async (provider, count, verdict, reason) => {
      const project = fleet({ 'config/fleet.yaml': spender });
      await seedLedger(project.path('data/fleet.db'), attempts(provider, count));
      expect(await checksOf(project, '3')).toMatchObject({
        'cost-savings': { verdict, measured: '80 %', reason: expect.stringContaining(reason) },
      });
    },
  );

  it('compares with another baseline', async () => {
    const project = fleet({ 'config/fleet.yaml': spender });
    await seedLedger(project.path('data/fleet.db'), attempts('anthropic', 60));
    expect(await checksOf(project, '3', '--baseline', 'small')).toMatchObject({
      'cost-savings': { verdict: 'fail', measured: '0 %' },
    });
    expect(await run(project, '3', '--baseline', 'smaal')).toMatchObject({ code: 2 });
  });
});

describe('aqe gate 4', () => {
  const both = (cost: number, fails?: number): string =>
    JSON.stringify({
      canary: canaryTasks(900, { cost, ...(fails === undefined ? {} : { fails }) }, 1),
      stable: canaryTasks(1350, {}, 2),
    });

  it.each([
    ['good.json', 'pass', 'PASS'],
    ['bad.json', 'fail', 'FAIL'],
    ['none.json', 'not-measured', null],
  ])('reads the arms of %s: %s', async (file, verdict, measured) => {
    const project = fleet({ 'good.json': both(0.006), 'bad.json': both(0.006, 0.08) });
    expect(await checksOf(project, '4', '--arms', file)).toMatchObject({
      canary: { verdict, measured },
    });
  });

  it('wants a day without a change', async () => {
    const project = fleet();
    await inProcess(['flags', 'set', '--percent', '10', '--by', 'ada'], { cwd: project.dir });
    const stable = async (iso: string): Promise<unknown> =>
      byId(await runAt(iso, project, ['4', '--json']))['stable-24h'];
    expect(await stable('2026-11-24T11:59:00Z')).toMatchObject({
      verdict: 'not-measured',
      reason: expect.stringContaining('flags.set by ada'),
    });
    expect(await stable('2026-11-24T12:01:00Z')).toMatchObject({ verdict: 'pass' });
  });

  it('compares what the store has, and books with what was counted', async () => {
    const project = fleet();
    const store = await openSqliteStore({ path: project.path('data/fleet.db'), absent: 'create' });
    const features = { multiModelRouter: false, streaming: false };
    for (const [id, cost] of [
      ['a', 5],
      ['b', undefined],
    ] as const) {
      await store.tasks.accept(
        {
          id,
          fingerprint: id,
          agentType: 'general',
          taskType: '',
          priority: 0,
          request: {},
          admission: { features, variant: 'canary', generation: 0 },
          at: now - 1000,
        },
        { limit: 9, claim: { replica: 'r', now: now - 1000, leaseMs: 5000 } },
      );
      await store.tasks.finish({
        id,
        attempt: 1,
        status: 'succeeded',
        at: now - 500,
        cost,
        tokens: noTokens,
      });
    }
    await store.close();
    expect(await checksOf(project, '4')).toMatchObject({
      canary: { verdict: 'not-measured', measured: 'ERROR', n: 2 },
      'cost-tracking': { verdict: 'fail', reason: 'nobody knows what 1 task cost' },
    });
  });
});

describe('aqe gate', () => {
  it('prints markdown', async () => {
    const { stdout } = await run(fleet(), '5', '--format', 'md');
    expect(stdout).toMatch(
      /^\*\*Gate 5, Full production: UNDECIDED\*\*\n\n\| Check \| Measured \|/,
    );
    expect(stdout).toMatch(/\| Error rate \| - \| &lt; 0.1 % \| not measured \|/);
  });

  it('makes no database, and reads none that is not there', async () => {
    const project = fleet();
    const before = project.list();
    await run(project, '5');
    expect(project.list()).toEqual(before);
  });

  it.each([
    [['6']],
    [['']],
    [['5', '--target', 'ftp://x']],
    [['5', '--target', 'x']],
    [['3', '--tiers', 'one']],
    [['5', '--prometheus', 'http://127.0.0.1:1', '--for', '1m']],
    [['sign', '1', '--by', ' ', '--note', 'x']],
    [['sign', '1', '--by', 'x']],
    [['sign', '1', '--by', 'x', '--note', 'y', '--check', 'code-revue']],
    [['sign', '1', '--by', 'x', '--note', 'y', '--check', 'load-tests']],
  ])('refuses %j', async (argv) => {
    const { code, stdout } = await run(fleet(), ...argv, '--json');
    expect(code).toBe(2);
    expect(expectJson(stdout, 'error')).toMatchObject({ error: { code: 'USAGE' } });
  });
});
