import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { ReplicaReport } from '../../src/core/flags/replica-registry.ts';
import { fleetProject, fleetYaml } from '../helpers/fleet-project.ts';
import type { Project } from '../helpers/project.ts';
import { inProcess, type Outcome, TEST_NOW } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const now = Date.parse(TEST_NOW);
const fromFile = { multiModelRouter: 'file', streaming: 'file' } as const;

function fleet(yaml = fleetYaml): Project {
  return fleetProject({ 'config/fleet.yaml': yaml });
}

async function run(project: Project, args: string, env = {}): Promise<Outcome> {
  return inProcess(args.split(' '), { cwd: project.dir, env: { USER: 'ada', ...env } });
}

async function replica(project: Project, changes: Partial<ReplicaReport>): Promise<void> {
  const store = await openSqliteStore({ path: project.path('data/fleet.db'), absent: 'create' });
  const features = { multiModelRouter: false, streaming: false };
  const report = { id: 'r1', name: 'pod-1', version: '1.0.5', startedAt: now, generation: 0 };
  await store.replicas.report(
    { ...report, features, sources: fromFile, ...changes },
    { now, leaseMs: 60_000 },
  );
  await store.close();
}

describe('aqe flags get', () => {
  it('says that nothing is set, and makes no database', async () => {
    const project = fleet();
    const before = project.list();
    const { code, stdout, stderr } = await run(project, 'flags');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Shared flags: nothing is set, file and environment decide

      flag              here  in the store  decided by
      multiModelRouter  off   -             default
      streaming         off   -             default

      They are in force for 100 % of the tasks.

      No replica is running.
      "
    `);
    expect(project.list()).toEqual(before);
  });

  it('says who decides, and what is pinned', async () => {
    const project = fleet();
    await run(project, 'flags set streaming=on multiModelRouter=on --percent 25 --reason trial');
    const { stdout } = await run(project, 'flags get --json', { FEATURE_STREAMING: 'false' });
    expect(expectJson(stdout, 'flags-get')).toMatchObject({
      generation: 1,
      updatedBy: 'ada',
      reason: 'trial',
      flags: [
        { name: 'multiModelRouter', value: true, source: 'store', detail: null, pinned: false },
        {
          name: 'streaming',
          value: false,
          source: 'environment',
          detail: 'FEATURE_STREAMING',
          pinned: true,
          store: true,
        },
      ],
      rollout: { percent: 25, shared: true },
      replicas: [],
    });
  });
});

describe('aqe flags set', () => {
  it('changes what is named, and leaves the rest', async () => {
    const project = fleet();
    await run(project, 'flags set streaming=on --agent-type test-generator');
    const { code, stdout } = await run(project, 'flags set multi-model-router on --percent 10');
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Changed: generation 2.

      Shared flags: generation 2, set by ada at 2026-11-23T12:00:00.000Z

      flag              here  in the store  decided by
      multiModelRouter  on    on            store
      streaming         off   -             default

      test-generator: streaming on
      They are in force for 10 % of the tasks, by the store.

      No replica is running.
      "
    `);
    const back = await run(project, 'flags set --percent default --json');
    expect(expectJson(back.stdout, 'flags-set')).toMatchObject({
      status: 'changed',
      generation: 3,
      rollout: { percent: 100, shared: false },
      agentTypes: { 'test-generator': { streaming: true } },
      wait: null,
    });
    const gone = await run(
      project,
      'flags set streaming=default --agent-type test-generator --json',
    );
    expect(expectJson(gone.stdout, 'flags-set')).toMatchObject({ generation: 4, agentTypes: {} });
  });

  it('changes nothing that is so already', async () => {
    const project = fleet();
    await run(project, 'flags set streaming=on');
    const { stdout } = await run(project, 'flags set features.streaming=true --json');
    expect(expectJson(stdout, 'flags-set')).toMatchObject({ status: 'unchanged', generation: 1 });
  });

  it.each([
    ['', 'nothing to set'],
    ['speed=on', '"speed" is no flag'],
    ['streaming', 'streaming has no value'],
    ['streaming=maybe', 'streaming cannot be "maybe"'],
    ['--percent 101', 'percentage'],
    ['--percent 10 --agent-type api-tester', '--agent-type needs a flag'],
    ['constructor=on', 'is no flag'],
    ['streaming=constructor', 'cannot be "constructor"'],
  ])('refuses: %s', async (args, message) => {
    const project = fleet();
    const { code, stderr } = await run(project, `flags set ${args}`.trim());
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('waits until every replica has it', async () => {
    const project = fleet();
    await replica(project, {});
    const running = run(project, 'flags set streaming=on --wait 10s --json');
    await replica(project, {
      generation: 1,
      features: { multiModelRouter: false, streaming: true },
      sources: { ...fromFile, streaming: 'store' },
    });
    const { code, stdout } = await running;
    expect(code).toBe(0);
    expect(expectJson(stdout, 'flags-set')).toMatchObject({
      wait: { outcome: 'all' },
      replicas: [{ name: 'pod-1', generation: 1, current: true, pinned: [] }],
    });
  });

  it('exits 1 when a replica does not have it in time, and names it', async () => {
    const project = fleet();
    await replica(project, { problem: 'config/fleet.yaml:1:1: broken' });
    const { code, stdout } = await run(project, 'flags set streaming=on --wait 300ms');
    expect(code).toBe(1);
    expect(stdout).toContain('0 of 1 replicas have it');
    expect(stdout).toMatch(/pod-1 .* has not got the newest flags; config\/fleet.yaml:1:1: broken/);
  });

  it('says where an environment blocks a rollback, and exits 1 when it was waited for', async () => {
    const project = fleet();
    await replica(project, {
      generation: 1,
      features: { multiModelRouter: false, streaming: true },
      sources: { ...fromFile, streaming: 'environment' },
    });
    const env = { FEATURE_STREAMING: 'true' };
    const { code, stdout, stderr } = await run(
      project,
      'flags set streaming=off --wait 1s --json',
      env,
    );
    expect(code).toBe(1);
    expect(expectJson(stdout, 'flags-set')).toMatchObject({ wait: { outcome: 'pinned' } });
    expect(stderr).toContain('FEATURE_STREAMING pins streaming to on on this machine');
    expect(stderr).toContain('pod-1: its environment pins streaming to on');
    const own = await run(
      project,
      'flags set streaming=off --agent-type api-tester --wait 1s',
      env,
    );
    expect({ code: own.code, stderr: own.stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('waits for nobody where nobody is', async () => {
    const { code, stdout } = await run(fleet(), 'flags set streaming=on --wait 5s');
    expect(code).toBe(0);
    expect(stdout).toContain('No replica is running: there is nobody to wait for.');
  });
});

describe('aqe flags watch', () => {
  it('prints each state until every replica has the flags', async () => {
    const project = fleet();
    await replica(project, {});
    await run(project, 'flags set streaming=on');
    const running = run(project, 'flags watch --wait 10s --json');
    await replica(project, { generation: 1 });
    const { code, stdout } = await running;
    expect(code).toBe(0);
    const states = expectJson(stdout, 'flags-watch');
    expect(Array.isArray(states) && states.at(-1)).toMatchObject({ replicas: [{ generation: 1 }] });
  });

  it('exits 1 when one does not have them in time', async () => {
    const project = fleet();
    await replica(project, {});
    await run(project, 'flags set streaming=on');
    const { code, stdout } = await run(project, 'flags watch --wait 200ms');
    expect(code).toBe(1);
    expect(stdout).toContain('has not got the newest flags');
  });

  it('prints one line of JSON for each state', async () => {
    const { code, stdout } = await run(fleet(), 'flags watch --for 100ms --jsonl');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expectJson(stdout, 'flags-get');
  });

  it('wants to know when --json shall print', async () => {
    const { code, stderr } = await run(fleet(), 'flags watch --json');
    expect(code).toBe(2);
    expect(stderr).toContain('--for 5m');
  });
});
