import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ArmModel, canaryTasks } from '../helpers/canary-tasks.ts';
import { busy, serving } from '../helpers/metrics-page.ts';
import { actionsOf, flagsOf, type RolloutStage, rolloutStage } from '../helpers/rollout-stage.ts';
import type { Outcome, RunOptions } from '../helpers/run-cli.ts';
import { compileStrictly, readSchema } from '../helpers/schema.ts';

const both = (model: ArmModel): string =>
  JSON.stringify({ canary: canaryTasks(900, model, 1), stable: canaryTasks(1350, {}, 2) });
const good = both({ cost: 0.006 });
const bad = both({ cost: 0.006, fails: 0.08 });

// Looks are at fixed times: time has to go by.
const watch = async (s: RolloutStage, line: string, options: RunOptions = {}): Promise<Outcome> =>
  s.canary(`start ${line}`, { now: 'goes by', ...options });

describe('canary start --watch', () => {
  const quick = '--watch --stages 40,100 --soak 400ms --every 50ms';
  it('goes all the way with a good canary', async () => {
    const s = rolloutStage({ 'tasks.json': good });
    const run = await watch(s, `tasks.json ${quick}`);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toMatch(/ 40 %  started by ada\n/);
    expect(run.stdout).toMatch(/ 40 %  look \d+  PASS; error rate /);
    expect(run.stdout).toMatch(/ 100 %  complete\n$/);
    expect(await flagsOf(s)).toMatchObject({
      rolloutPercent: 100,
      rollout: { status: 'completed' },
    });
    const actions = await actionsOf(s);
    expect(actions[0]).toBe('canary.complete aqe canary');
    expect(actions).toContain('canary.look aqe canary');
    // The same command in a job that is restarted finds it done.
    expect(await watch(s, `tasks.json ${quick}`)).toMatchObject({ code: 0 });
    expect((await flagsOf(s)).generation).toBe(2);
  });

  it('takes a bad canary back without anybody, and prints each event as JSON', async () => {
    const s = rolloutStage({ 'tasks.json': bad });
    const run = await watch(s, `tasks.json ${quick} --jsonl`);
    expect(run).toMatchObject({ code: 1 });
    const validate = compileStrictly(readSchema('canary-event'));
    const events: unknown[] = run.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    for (const event of events) {
      validate(event);
      expect(validate.errors).toBeNull();
    }
    expect(events.at(-1)).toMatchObject({
      type: 'ended',
      rollout: { status: 'failed', percent: 40 },
    });
    expect(await flagsOf(s)).toMatchObject({ rolloutPercent: 0, flags: { streaming: false } });
  });

  it('holds where nothing is shown, and goes on when it is asked to', async () => {
    const s = rolloutStage({ 'tasks.json': '{"canary": [], "stable": []}' });
    const held = await watch(s, `tasks.json ${quick} --stage-timeout 300ms`);
    expect(held).toMatchObject({ code: 5 });
    expect(held.stdout).toMatch(/ 40 %  HELD: undecided after \d+ s\n$/);
    expect(await actionsOf(s)).toContain('canary.hold aqe canary');
    s.p.write('tasks.json', good);
    const run = await watch(s, `tasks.json ${quick} --json`);
    expect(run).toMatchObject({ code: 0 });
    const events: unknown = JSON.parse(run.stdout);
    expect(Array.isArray(events) ? [events[0], events.at(-1)] : events).toMatchObject([
      { type: 'resumed' },
      { type: 'completed' },
    ]);
  });

  it('says what it cannot see, and looks again', async () => {
    const s = rolloutStage();
    const stop = new AbortController();
    const running = watch(s, `tasks.json ${quick}`, { signal: stop.signal });
    const written = new Promise<void>((resolve) => {
      setTimeout(() => {
        s.p.write('tasks.json', good);
        resolve();
      }, 300);
    });
    const [run] = await Promise.all([running, written]);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toMatch(/ 40 %  not seen: .*tasks\.json/);
  });

  it('leaves the rollout as it is when it is interrupted, and ends when somebody aborts', async () => {
    const s = rolloutStage({ 'tasks.json': '{"canary": [], "stable": []}' });
    const stop = new AbortController();
    const running = watch(s, `tasks.json ${quick} --stage-timeout 1h`, { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 250);
    const run = await running;
    expect(run).toMatchObject({ code: 130 });
    expect(run.stderr).toContain('the rollout stays as it is, and nobody watches it');
    expect(await flagsOf(s)).toMatchObject({ rolloutPercent: 40, rollout: { status: 'running' } });
    const again = watch(s, `tasks.json ${quick} --stage-timeout 1h`);
    await s.canary('abort --reason enough');
    const ended = await again;
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stdout).toMatch(/aborted: enough\n$/);
  });
});

describe('canary start --watch --metrics', () => {
  const quick = '--watch --stages 25,100 --soak 900ms --every 150ms --require errorRate -i 50ms';

  it('reads processes all the time, and decides by what they counted', async () => {
    const s = rolloutStage();
    const url = await serving(busy(100, 300));
    const run = await watch(s, `--metrics ${url} ${quick}`);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toMatch(/ 25 %  look \d+  PASS; error rate 0\.00% against 0\.00%/);
    const failing = rolloutStage();
    const failed = await watch(failing, `--metrics ${await serving(busy(90, 300, 10))} ${quick}`);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stdout).toContain('errorRate: tasks fail more often');
  });

  it('does not decide by what a process does not say', async () => {
    const s = rolloutStage();
    const url = await serving((count) => (count < 3 ? busy(100, 300)(count) : 503));
    const run = await watch(s, `--metrics ${url} ${quick} --stage-timeout 1200ms`);
    expect(run).toMatchObject({ code: 5 });
    expect((await flagsOf(s)).rolloutPercent).toBe(25);
  });

  it('asks a Prometheus server for the time of the look', async () => {
    const s = rolloutStage();
    const asked: string[] = [];
    const url = await serving((_, path) => {
      asked.push(path);
      return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });
    });
    await s.canary('start --soak 1h --stages 25,100');
    const status = await s.canary(`status --prometheus ${url}`, { now: '2026-11-23T12:30:00Z' });
    expect(status).toMatchObject({ code: 0 });
    expect(status.stdout).toContain('INSUFFICIENT_DATA');
    expect(asked.join(' ')).toContain('time=2026-11-23T12%3A26%3A18.000Z');
  });
});

describe('canary start --kubectl', () => {
  const fake = `#!/bin/sh
echo "$@" >> "$KUBECTL_LOG"
[ ! -e "$KUBECTL_LOG.fails" ] || { echo "error: no such deployment" >&2; exit 1; }
`;
  const cluster = () => {
    const s = rolloutStage({ 'bin/kubectl': fake });
    chmodSync(s.p.path('bin/kubectl'), 0o755);
    const PATH = `${s.p.path('bin')}:/usr/bin:/bin`;
    const env = { USER: 'ada', PATH, KUBECTL_LOG: s.p.path('calls') };
    return { s, run: async (line: string) => s.canary(`${line} --kubectl`, { env }) };
  };

  it('prints what it would run', async () => {
    const { s, run } = cluster();
    const plan = await run('start --namespace qa --dry-run');
    expect(plan).toMatchObject({ code: 0 });
    expect(plan.stdout).toContain(
      '  $ kubectl scale deployment/aqe-fleet-canary --replicas=1 --namespace=qa\n',
    );
    expect(s.p.list()).not.toContain('calls');
    expect(s.p.list()).not.toContain('data/fleet.db');
  });

  it('scales with the share, and down at the end', async () => {
    const { s, run } = cluster();
    expect(await run('start')).toMatchObject({ code: 0 });
    expect(await run('promote --reason go')).toMatchObject({ code: 0 });
    expect(await run('abort')).toMatchObject({ code: 0 });
    expect(
      s.p
        .read('calls')
        .split('\n')
        .filter((line) => line.startsWith('scale')),
    ).toEqual([
      'scale deployment/aqe-fleet-canary --replicas=1',
      'scale deployment/aqe-fleet-canary --replicas=2',
      'scale deployment/aqe-fleet-canary --replicas=0',
    ]);
  });

  it('changes nothing where kubectl says no, and rolls back all the same', async () => {
    const { s, run } = cluster();
    s.p.write('calls.fails', '');
    const refused = await run('start');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('failed: error: no such deployment [KUBECTL_FAILED]');
    expect((await flagsOf(s)).generation).toBe(0);
    await s.canary('start');
    const abort = await run('abort');
    expect(abort).toMatchObject({ code: 0 });
    expect(abort.stderr).toContain('The share is 0 % all the same.');
    expect((await flagsOf(s)).rolloutPercent).toBe(0);
    const nowhere = await s.canary('start --reason again --kubectl', { env: { PATH: s.p.dir } });
    expect(nowhere.stderr).toContain('there is no kubectl on PATH [KUBECTL_FAILED]');
  });
});
