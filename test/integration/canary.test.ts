import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { type ArmModel, canaryTasks } from '../helpers/canary-tasks.ts';
import { project } from '../helpers/project.ts';
import { inProcess, TEST_NOW } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const cheaper = { cost: 0.006 };
const both = (model: ArmModel): string =>
  JSON.stringify({ canary: canaryTasks(900, model, 1), stable: canaryTasks(1350, {}, 2) });
const files = {
  'good.json': both(cheaper),
  'bad.json': both({ ...cheaper, fails: 0.08 }),
  'few.json': JSON.stringify({ canary: [], stable: [] }),
  'python.json':
    '{"canary": {"tasks": 500, "failures": NaN, "note": "NaN"}, "stable": {"tasks": 500, "failures": 0}}',
  'lines.jsonl': canaryTasks(2, {}, 1)
    .map((task, index) => JSON.stringify({ ...task, variant: index === 0 ? 'canary' : 'stable' }))
    .join('\n'),
  'broken.json': '{"canary": [',
};
const compare = async (...argv: readonly string[]): ReturnType<typeof inProcess> =>
  inProcess(['canary', 'compare', ...argv], { cwd: project(files).dir, stdin: files['good.json'] });

describe('canary compare', () => {
  it.each([
    ['good.json', 0, 'PASS'],
    ['-', 0, 'PASS'],
    ['bad.json', 1, 'FAIL'],
    ['few.json', 5, 'INSUFFICIENT_DATA'],
    ['python.json', 5, 'ERROR'],
    ['lines.jsonl', 5, 'INSUFFICIENT_DATA'],
  ])('ends with the verdict on %s', async (file, code, verdict) => {
    const run = await compare(file);
    expect(run).toMatchObject({ code, stderr: '' });
    expect(run.stdout).toMatch(new RegExp(`^${verdict}  \\(source: JSON of`, 'm'));
  });

  it('prints the table of the documents, with n, interval, verdict and reasons', async () => {
    const { stdout } = await compare('good.json', '--share', '40');
    expect(stdout).toMatch(/^Metric +Canary +Stable +Delta +n +95% interval +Verdict$/m);
    expect(stdout).toMatch(
      /^Error rate +\d\.\d\d% +\d\.\d\d% +[-+]\d\.\d\dpp +900\/1350 .* PASS$/m,
    );
    expect(stdout).toMatch(/^Cost per task +\$0\.00\d+ +\$0\.0\d+ +-4\d% +900\/1350 .* PASS$/m);
    expect(stdout).toContain(
      "  Assignment: 900 of 2,250 tasks (40.0 %) were canary's, 40.0 % should be\n",
    );
    expect(stdout).toContain('  Memory: the data tells of tasks, not of processes\n');
  });

  it('prints JSON of its schema, the same for the same seed', async () => {
    const once = await compare('good.json', '--json');
    expect(expectJson(once.stdout, 'canary-compare')).toMatchObject({ verdict: 'PASS', seed: 1 });
    expect(await compare('good.json', '--format', 'json')).toEqual(once);
    const other = await compare('good.json', '--json', '--seed', '2');
    expect(other.stdout).not.toBe(once.stdout);
  });

  it('prints markdown for a pull request', async () => {
    const { stdout } = await compare('bad.json', '--format', 'md');
    expect(stdout).toMatch(/^\*\*Canary: FAIL\*\*\n\n\| Metric \| Canary \|/);
    expect(stdout).toMatch(/\| Error rate \| .* \| FAIL \| tasks fail more often: /);
  });

  it('takes margins and requirements', async () => {
    expect(await compare('good.json', '--saving', '60')).toMatchObject({ code: 5 });
    expect(await compare('good.json', '--error-margin', '0.1')).toMatchObject({ code: 5 });
    expect(await compare('good.json', '--latency-margin', '0.1%')).toMatchObject({ code: 5 });
    const only = await compare('bad.json', '--require', 'costPerTask', '--require', 'costPerTask');
    expect(only).toMatchObject({ code: 0 });
    expect(only.stdout).toContain('Error rate (advisory)');
  });

  it('goes by the margins of the configuration, after its options', async () => {
    const margins = 'rollout: { margins: { saving: 0.6, require: [costPerTask] } }\n';
    const { dir } = project({ ...files, 'config/fleet.yaml': margins });
    const argv = ['canary', 'compare', 'good.json'];
    const configured = await inProcess(argv, { cwd: dir });
    expect(configured).toMatchObject({ code: 5 });
    expect(configured.stdout).toContain('Error rate (advisory)');
    expect(await inProcess([...argv, '--saving', '20'], { cwd: dir })).toMatchObject({ code: 0 });
    const wrong = project({ ...files, 'config/fleet.yaml': margins.replace('0.6', '60') });
    const refused = await inProcess(argv, { cwd: wrong.dir });
    expect(refused.stderr).toMatch(/rollout\.margins\.saving.*\[CONFIG_INVALID\]/);
  });

  it.each([
    [['broken.json'], 'DATA_INVALID'],
    [['missing.json'], 'FILE_NOT_FOUND'],
    [['good.json', 'good.json', 'good.json'], 'USAGE'],
    [['good.json', '--share', '0'], 'USAGE'],
    [['good.json', '--share', '101'], 'USAGE'],
    [['good.json', '--require', 'beauty'], 'USAGE'],
  ])('refuses %j', async (argv, code) => {
    const run = await compare(...argv, '--json');
    expect(run.code).toBe(2);
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code } });
  });
});

describe('canary compare on the store', () => {
  const config = `fleet: { id: f }\ndatabase: { type: sqlite, filename: fleet.db }\n`;
  const now = Date.parse(TEST_NOW);

  const fleet = async (canary: ArmModel): Promise<string> => {
    const { dir, path } = project({ 'config/fleet.yaml': config });
    const store = await openSqliteStore({ path: path('fleet.db'), absent: 'create' });
    const features = { multiModelRouter: true, streaming: true };
    for (const [variant, tasks] of [
      ['canary', canaryTasks(220, canary, 1)],
      ['stable', canaryTasks(230, {}, 2)],
    ] as const) {
      for (const [index, task] of tasks.entries()) {
        const id = `${variant}-${index}`;
        const at = now - 3_600_000 + index * 1000;
        const claim = { replica: 'r', now: at, leaseMs: 60_000 };
        await store.tasks.accept(
          {
            id,
            fingerprint: id,
            agentType: task.agentType,
            taskType: 't',
            priority: 0,
            request: {},
            admission: { features, variant, generation: 1 },
            at,
          },
          { limit: 10_000, claim },
        );
        await store.tasks.finish({
          id,
          attempt: 1,
          at,
          status: task.status,
          durationMs: Math.round(task.durationMs),
          cost: Math.round(task.costUsd * 1e9),
        });
      }
    }
    await store.close();
    return dir;
  };

  it('reads what the replicas have recorded', async () => {
    const dir = await fleet({ cost: 0.02 });
    const run = await inProcess(
      ['canary', 'compare', '--window', '2h', '--share', '49', '--json'],
      {
        cwd: dir,
      },
    );
    expect(run.code).toBe(1);
    expect(expectJson(run.stdout, 'canary-compare')).toMatchObject({
      source: "the tasks in the fleet's store",
      period: { from: now - 7_200_000, to: now },
      metrics: expect.arrayContaining([
        expect.objectContaining({ metric: 'assignment', verdict: 'PASS' }),
        expect.objectContaining({
          metric: 'costPerTask',
          verdict: 'FAIL',
          n: { canary: 220, stable: 230 },
        }),
        expect.objectContaining({ metric: 'memory', verdict: 'NOT_APPLICABLE' }),
      ]),
    });
  });

  it('says that there is nothing where nothing was recorded', async () => {
    const { dir } = project({ 'config/fleet.yaml': config });
    const run = await inProcess(['canary', 'compare'], { cwd: dir });
    expect(run).toMatchObject({ code: 5 });
    expect(run.stdout).toContain('INSUFFICIENT_DATA');
  });
});
