import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { LEASE_MS, limited, wish } from '../helpers/budget-requests.ts';
import { fleetProject, fleetYaml } from '../helpers/fleet-project.ts';
import type { Project } from '../helpers/project.ts';
import { inProcess, type Outcome, TEST_NOW } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const limits = `${fleetYaml}routing:
  costTracking:
    enabled: true
    budgetLimits:
      daily: 20   # ask Ann before you raise it
      monthly: 500
`;

function fleet(yaml = limits): Project {
  return fleetProject({ 'config/fleet.yaml': yaml });
}

async function run(project: Project, args: string, env = {}): Promise<Outcome> {
  return inProcess(args.split(' '), { cwd: project.dir, env });
}

/** Holds an amount in the windows of today, as a run of a task does. */
async function hold(project: Project, dollars: number): Promise<void> {
  const store = await openSqliteStore({ path: project.path('data/fleet.db'), absent: 'create' });
  const now = Date.parse(TEST_NOW);
  const keys = ['day:2026-11-23@UTC', 'week:2026-W48@UTC', 'month:2026-11@UTC'];
  const windows = keys.map((key) => limited(key, undefined));
  await store.reserve(wish('held', { now, leaseMs: LEASE_MS, amount: dollars * 1e9, windows }));
  await store.close();
}

describe('aqe budget status', () => {
  it('shows what is left', async () => {
    const project = fleet();
    await hold(project, 17);
    const { code, stdout, stderr } = await run(project, 'budget');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Budget at 2026-11-23 12:00 (UTC)

      window    limit  spent  reserved     left    used                     alerts  resets
      day      $20.00  $0.00    $17.00    $3.00  85.0 %  #################  80 %    2026-11-24 00:00 (UTC)
      week          -  $0.00    $17.00        -       -                     -       2026-11-30 00:00 (UTC)
      month   $500.00  $0.00    $17.00  $483.00   3.4 %  #                  -       2026-12-01 00:00 (UTC)

      Each task: no limit.
      "
    `);
  });

  it('exits 3 when a window is exhausted', async () => {
    const project = fleet();
    await hold(project, 20);
    const { code, stdout } = await run(project, 'budget --json');
    expect(code).toBe(3);
    expect(expectJson(stdout, 'budget-status')).toMatchObject({
      pressure: 'exhausted',
      windows: [{ kind: 'day', left: { nanoUsd: 0 } }, { kind: 'week' }, { kind: 'month' }],
    });
  });

  it('makes no database, and says when nothing is enforced', async () => {
    const project = fleet('fleet: { id: shop }\ndatabase: { filename: ./none.db }\n');
    const before = project.list();
    const { code, stdout } = await run(project, 'budget status');
    expect(code).toBe(0);
    expect(stdout).toContain('no limit holds: routing.costTracking.enabled is false');
    expect(project.list()).toEqual(before);
  });
});

describe('aqe budget set', () => {
  it('changes one number, and nothing the second time', async () => {
    const project = fleet();
    const first = await run(project, 'budget set --daily 50');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('-      daily: 20   # ask Ann before you raise it');
    expect(first.stdout).toContain('+      daily: 50   # ask Ann before you raise it');
    expect(first.stdout).toContain('Changed config/fleet.yaml.');
    const changed = limits.replace('daily: 20', 'daily: 50');
    expect(project.read('config/fleet.yaml')).toBe(changed);
    const second = await run(project, 'budget set --daily 50');
    expect(second.stdout).toBe('config/fleet.yaml says so already; nothing was changed.\n');
    expect(project.read('config/fleet.yaml')).toBe(changed);
  });

  it('adds what is not there to a file of 1.0.4', async () => {
    const project = fleet(fleetYaml);
    const args =
      '--per-task $0.25 --daily 5 --weekly 20 --monthly 60 --degrade-at 90 --tz Europe/Berlin';
    expect(await run(project, `budget set ${args}`)).toMatchObject({ code: 0, stderr: '' });
    expect(project.read('config/fleet.yaml')).toBe(`${fleetYaml}
routing:
  costTracking:
    budgetLimits:
      perTask: 0.25
      daily: 5
      weekly: 20
      monthly: 60
    degradeAtPercent: 90
    timeZone: Europe/Berlin
`);
    const status = await run(project, 'budget --json');
    expect(expectJson(status.stdout, 'budget-status')).toMatchObject({
      timeZone: 'Europe/Berlin',
      degradeAtPercent: 90,
      perTask: { nanoUsd: 250_000_000 },
    });
  });

  it('takes limits away, also those that are there by default', async () => {
    const project = fleet();
    expect(await run(project, 'budget set --daily none --monthly none')).toMatchObject({ code: 0 });
    expect(project.read('config/fleet.yaml')).toContain('daily: null   # ask Ann');
    const { stdout } = await run(project, 'budget --json');
    expect(expectJson(stdout, 'budget-status')).toMatchObject({
      windows: [{ limit: null }, { limit: null }, { limit: null }],
    });
  });

  it('prints a diff and writes nothing for --dry-run', async () => {
    const project = fleet();
    const { code, stdout } = await run(project, 'budget set --weekly 100 --dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "--- config/fleet.yaml
      +++ config/fleet.yaml
      @@ -11,4 +11,5 @@
           enabled: true
           budgetLimits:
             daily: 20   # ask Ann before you raise it
             monthly: 500
      +      weekly: 100
      "
    `);
    expect(project.read('config/fleet.yaml')).toBe(limits);
  });

  it('prints JSON, with secrets masked', async () => {
    const secret = 'sk-ant-api03-abcdefghijklmnop';
    const project = fleet(
      `routing:\n  costTracking:\n    budgetLimits: { daily: 5 }\nai:\n  apiKey: ${secret}\n`,
    );
    const { stdout } = await run(project, 'budget set --daily 6 --json');
    expect(expectJson(stdout, 'budget-set')).toMatchObject({ status: 'changed', warnings: [] });
    expect(stdout).not.toContain(secret);
    expect(project.read('config/fleet.yaml')).toContain(secret);
  });

  it('says when a variable wins, and when limits contradict each other', async () => {
    const env = { BUDGET_LIMIT_DAILY: '3' };
    const { code, stderr } = await run(fleet(), 'budget set --daily 900', env);
    expect(code).toBe(0);
    expect(stderr).toContain(
      'BUDGET_LIMIT_DAILY=3 in the environment wins over routing.costTracking.budgetLimits.daily',
    );
    expect(stderr).toContain(
      'the daily limit of 900 is above the monthly limit of 500 [budget-order]',
    );
  });

  it.each([
    ['', 'USAGE', 'nothing to set'],
    [' --daily many', 'USAGE', 'It is an amount of US dollars'],
    [' --daily -5', 'USAGE', ''],
    [' --degrade-at 101', 'USAGE', 'It is a percentage from 0 to 100.'],
    [' --tz Berlin', 'USAGE', '"Berlin" is no time zone'],
    [' --daily 5 --config none.yaml', 'FILE_NOT_FOUND', 'none.yaml does not exist'],
  ])('refuses "budget set%s" with %s', async (args, code, text) => {
    const project = fleet();
    const outcome = await run(project, `budget set${args}`);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain(`[${code}]`);
    expect(outcome.stderr).toContain(text);
    expect(project.read('config/fleet.yaml')).toBe(limits);
  });

  it('refuses when there is no configuration', async () => {
    const project = fleet();
    const outcome = await inProcess(['budget', 'set', '--daily', '5'], {
      cwd: project.path('data'),
    });
    expect(outcome.stderr).toContain('config/fleet.yaml does not exist [FILE_NOT_FOUND]');
    expect(outcome.code).toBe(2);
  });
});
