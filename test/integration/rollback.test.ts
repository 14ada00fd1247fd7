import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRecord } from '../../src/config/values.ts';
import { serving } from '../helpers/metrics-page.ts';
import { project } from '../helpers/project.ts';
import { actionsOf, flagsOf, rolloutStage } from '../helpers/rollout-stage.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { served } from '../helpers/served.ts';

const words = (line: string): readonly string[] =>
  (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
const rollback = async (
  dir: string,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> =>
  inProcess(['rollback', ...words(line)], { cwd: dir, env: { USER: 'ada', ...env } });

describe('rollback immediate', () => {
  it('switches everything off in the store, aborts a rollout, and may be called again', async () => {
    const s = rolloutStage();
    await s.canary('start');
    const plan = await rollback(s.p.dir, 'immediate --dry-run');
    expect(plan.stdout).toContain(
      'Nothing was changed: it would switch all features off for all tasks.',
    );
    expect((await flagsOf(s)).generation).toBe(1);
    const run = await rollback(s.p.dir, 'immediate --reason "incident 77" --json');
    expect(run.code).toBe(0);
    const result = expectJson(run.stdout, 'rollback-flags');
    expect(result).toMatchObject({ status: 'rolled-back', generation: 2, followed: { live: 0 } });
    expect(isRecord(result) ? result['abortedRollout'] : null).toMatch(/^[\w-]{36}$/);
    expect(await flagsOf(s)).toMatchObject({
      flags: { multiModelRouter: false, streaming: false },
      rolloutPercent: 0,
      rollout: { status: 'aborted', endReason: 'incident 77' },
    });
    const again = await rollback(s.p.dir, 'immediate');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toMatch(/^The store says so already/);
    expect((await flagsOf(s)).generation).toBe(2);
    expect((await actionsOf(s))[0]).toBe('rollback.immediate ada');
  });

  it('waits for the replicas, which then admit tasks without features', async () => {
    const service = await served();
    expect((await service.ask('/health')).at('features')).toEqual({
      multiModelRouter: true,
      streaming: true,
    });
    const run = await inProcess(['rollback', 'immediate'], { cwd: service.dir, now: 'goes by' });
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toMatch(/1 of 1 replicas have it after \d\.\d\d s\.\n$/);
    expect((await service.ask('/health')).at('features')).toEqual({
      multiModelRouter: false,
      streaming: false,
    });
  });

  it('says where an environment pins a flag on, and that its tasks go without all the same', async () => {
    const service = await served({ env: { FEATURE_STREAMING: 'true' } });
    const run = await inProcess(['rollback', 'immediate'], { cwd: service.dir, now: 'goes by' });
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain(
      'its environment pins streaming on. The share of 0 % keeps its new tasks without',
    );
    const body = { agentType: 'general', description: 'Say hello' };
    const task = await service.ask('/v1/tasks', { body });
    const store = await openSqliteStore({ path: `${service.dir}/data/fleet.db`, absent: 'empty' });
    onTestFinished(async () => store.close());
    const { admission } = (await store.tasks.get(String(task.at('id')))) ?? {};
    expect(admission).toMatchObject({ features: { multiModelRouter: false, streaming: false } });
  });
});

describe('rollback partial', () => {
  it('switches the features of one agent type off', async () => {
    const s = rolloutStage();
    const run = await rollback(
      s.p.dir,
      'partial --agent-type test-generator --reason "invalid tests"',
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('no features for the tasks of test-generator (generation 1)');
    const off = { multiModelRouter: false, streaming: false };
    expect(await flagsOf(s)).toMatchObject({ flags: {}, agentTypes: { 'test-generator': off } });
    expect((await rollback(s.p.dir, 'partial --agent-type test-generator')).stdout).toMatch(
      /^The store says so/,
    );
    const typo = await rollback(s.p.dir, 'partial --agent-type test-generatr --dry-run');
    expect(typo.stderr).toContain('Did you mean "test-generator"?');
    expect((await rollback(s.p.dir, 'partial --agent-type " "')).code).toBe(2);
    expect((await rollback(s.p.dir, 'partial')).code).toBe(2);
  });
});

describe('rollback full, without a database of its own', () => {
  const before = 'fleet: {id: f}\ndatabase: {type: sqlite, filename: ./data/fleet.db}\n';

  it('restores the configuration to the byte, keeps what was there, and may be called again', async () => {
    const { dir, read, list } = project({ 'config/fleet.yaml': before });
    expect(await inProcess(['backup', 'create', '--no-database'], { cwd: dir })).toMatchObject({
      code: 0,
    });
    const none = await rollback(dir, 'full --to 1.0.4 --dry-run --json');
    expect(expectJson(none.stdout, 'rollback-full')).toMatchObject({ status: 'unchanged' });
    await inProcess(['migrate-config', '--in-place'], { cwd: dir });
    await inProcess(['canary', 'start'], { cwd: dir });
    expect((await rollback(dir, 'full --to 1.0.4 --dry-run')).stdout).toMatch(
      /^Nothing was changed/,
    );
    const run = await rollback(dir, 'full --to 1.0.4');
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('The features were switched off in the store before.');
    expect(read('config/fleet.yaml')).toBe(before);
    const archives = (): readonly string[] => list().filter((name) => name.startsWith('backups/'));
    expect(archives()).toHaveLength(2);
    expect((await rollback(dir, 'full --to 1.0.4')).stdout).toMatch(/^The files are those of/);
    expect(archives()).toHaveLength(2);
  });

  it('does nothing without a backup of that version', async () => {
    const { dir, read } = project({ 'config/fleet.yaml': before });
    await inProcess(['migrate-config', '--in-place'], { cwd: dir });
    const here = read('config/fleet.yaml');
    await inProcess(['backup', 'create', '--no-database', '--out', 'a.tar.gz'], { cwd: dir });
    expect((await rollback(dir, 'full --to 1.0.4')).stderr).toContain('[BACKUP_MISSING]');
    const named = await rollback(dir, 'full --to 1.0.4 --backup a.tar.gz');
    expect(named.stderr).toContain(
      'holds a config/fleet.yaml of 1.0.5, and not of 1.0.4 [BACKUP_FOREIGN]',
    );
    expect((await rollback(dir, 'full --to 1.0.3')).code).toBe(2);
    expect(read('config/fleet.yaml')).toBe(here);
  });

  it('asks replicas whether they are well, and says which are not', async () => {
    const { dir } = project({ 'config/fleet.yaml': before });
    await inProcess(['backup', 'create', '--no-database'], { cwd: dir });
    const answers = [
      JSON.stringify({ status: 'ok', version: '1.0.4' }),
      JSON.stringify({ status: 'degraded', version: '1.0.4' }),
      '<html>',
      503,
    ];
    const urls = await Promise.all(answers.map(async (answer) => serving(() => answer)));
    const line = urls.map((url) => `--health ${url}`).join(' ');
    const run = await rollback(dir, `full --to 1.0.4 --wait 1ms --json ${line}`);
    expect(run.code).toBe(1);
    expect(expectJson(run.stdout, 'rollback-full')).toMatchObject({
      health: [
        { url: `${urls[0]}/health`, ok: true, version: '1.0.4', problem: null },
        { ok: false, problem: 'it is degraded' },
        { ok: false, version: null },
        { ok: false, problem: expect.stringContaining('it answered 503') },
      ],
    });
  });
});
