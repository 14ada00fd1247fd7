import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { fleetYaml } from '../helpers/fleet-project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { seedLedger } from '../helpers/seeded-ledger.ts';
import {
  now,
  clean,
  fleet,
  run,
  runAt,
  checksOf,
  byId,
  audit,
  labels,
  outcome,
  attempts,
  both,
} from '../helpers/gate-cli.ts';

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

  it('does what the configuration says, and options first', async () => {
    const gates = `
rollout:
  gates:
    tests: node broken.mjs
    audit: ${audit[1] ?? ''}
    docs: [docs/runbook.md]
`;
    const project = fleet({ 'config/fleet.yaml': fleetYaml + gates });
    expect(await checksOf(project, '1')).toMatchObject({
      tests: { verdict: 'fail', source: 'node broken.mjs' },
      config: { verdict: 'pass' },
      audit: { verdict: 'pass', source: audit[1] },
      docs: { verdict: 'fail', reason: 'missing or empty: docs/runbook.md' },
    });
    const argv = ['--tests', 'true', '--docs', 'README.md'];
    expect(await checksOf(project, '1', ...argv)).toMatchObject({
      tests: { verdict: 'pass', source: 'true' },
      docs: { verdict: 'pass' },
    });
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

describe('aqe gate 3', () => {
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

  it('follows a rollout in stages', async () => {
    const project = fleet();
    const canary = async (...argv: readonly string[]) =>
      inProcess(['canary', ...argv, '--by', 'ada'], { cwd: project.dir });
    expect(await canary('start', '--reason', 'the plan')).toMatchObject({ code: 0 });
    expect(await checksOf(project, '4')).toMatchObject({
      canary: { verdict: 'not-measured', reason: 'the stage of 10 % had no look yet' },
      'stable-24h': { verdict: 'not-measured', reason: expect.stringContaining('canary.start') },
    });
    // Two days later there was time for looks, and no tasks to look at.
    const later = '2026-11-25T12:00:00Z';
    const store = await openSqliteStore({ path: project.path('data/fleet.db'), absent: 'create' });
    const look = { id: 'l', at: Date.parse(later) - 1, by: 'aqe', reason: '', details: null };
    await store.audit.append({ ...look, action: 'canary.look' });
    await store.close();
    expect(byId(await runAt(later, project, ['4', '--json']))).toMatchObject({
      canary: { verdict: 'not-measured', measured: 'INSUFFICIENT_DATA' },
      'stable-24h': { verdict: 'pass' },
    });
    expect(await canary('abort', '--reason', 'users complain')).toMatchObject({ code: 0 });
    expect(await checksOf(project, '4')).toMatchObject({
      canary: { verdict: 'fail', measured: 'aborted at 10 %', reason: 'by ada: users complain' },
      'stable-24h': { verdict: 'fail' },
    });
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

  it('listens to users', async () => {
    const project = fleet();
    for (const rating of ['5', '2']) {
      const argv = ['feedback', 'add', '--rating', rating, '--by', 'Ann'];
      expect(await inProcess(argv, { cwd: project.dir })).toMatchObject({ code: 0 });
    }
    expect(await checksOf(project, '5')).toMatchObject({
      'user-feedback': { verdict: 'needs-signature', measured: '50 % satisfied' },
    });
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
