import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { FleetStore } from '../../src/core/fleet-store.ts';
import { type ArmModel, canaryTasks } from '../helpers/canary-tasks.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess, type Outcome, type RunOptions } from '../helpers/run-cli.ts';
import { compileStrictly, expectJson, readSchema } from '../helpers/schema.ts';

const config = 'database: {type: sqlite, filename: ./data/fleet.db}\n';
const both = (model: ArmModel): string =>
  JSON.stringify({ canary: canaryTasks(900, model, 1), stable: canaryTasks(1350, {}, 2) });
const good = both({ cost: 0.006 });
const bad = both({ cost: 0.006, fails: 0.08 });
const START = '2026-11-23T12:00:00Z';
const HOUR = 3_600_000;
const later = (ms: number): string => new Date(Date.parse(START) + ms).toISOString();

interface Stage {
  readonly p: Project;
  readonly canary: (line: string, options?: RunOptions) => Promise<Outcome>;
  readonly store: <T>(work: (store: FleetStore) => Promise<T>) => Promise<T>;
}

const stage = (files: Readonly<Record<string, string>> = {}): Stage => {
  const p = project({ 'config/fleet.yaml': config, ...files });
  return {
    p,
    canary: async (line, options = {}) =>
      inProcess(
        ['canary', ...(line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))],
        {
          cwd: p.dir,
          now: START,
          env: { USER: 'ada' },
          ...options,
        },
      ),
    store: async (work) => {
      const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'create' });
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
  };
};

/** The shared flags as they are. */
const flagsOf = async ({ store }: Stage) => store(async ({ flags }) => flags.read());
const actionsOf = async ({ store }: Stage): Promise<readonly string[]> =>
  store(async ({ audit }) =>
    (await audit.list({ limit: 99 })).map(({ action, by }) => `${action} ${by}`),
  );

/** Tasks of a stage, spread over its first hour, as replicas would have kept them. */
const recordTasks = async (
  { store }: Stage,
  models: { readonly canary: ArmModel; readonly sizes?: readonly [number, number] },
): Promise<void> => {
  const [few, many] = models.sizes ?? [300, 900];
  await store(async ({ tasks }) => {
    for (const [variant, list] of [
      ['canary', canaryTasks(few, models.canary, 'canary')],
      ['stable', canaryTasks(many, {}, 'stable')],
    ] as const) {
      for (const [index, { status, durationMs, costUsd, agentType, at }] of list.entries()) {
        const accepted = Date.parse(START) + 10_000 + (at % HOUR);
        const id = `${variant}-${index}`;
        await tasks.accept(
          {
            id,
            fingerprint: id,
            agentType,
            taskType: agentType,
            priority: 0,
            request: {},
            admission: {
              features: { multiModelRouter: true, streaming: true },
              variant,
              generation: 1,
            },
            at: accepted,
          },
          { limit: 10_000, claim: { replica: 'r', now: accepted, leaseMs: 1000 } },
        );
        await tasks.finish({
          id,
          attempt: 1,
          status,
          at: accepted + 1000,
          durationMs,
          cost: Math.round(costUsd * 1e9),
        });
      }
    }
  });
};

describe('canary start, promote and abort', () => {
  it('switches features and share on in one change, and says so to status and audit trail', async () => {
    const s = stage();
    const run = await s.canary('start --json --by bob --reason "wave 1"');
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'canary-rollout')).toMatchObject({
      action: 'started',
      percent: 10,
      rollout: {
        status: 'running',
        stages: [10, 25, 50, 100],
        startedBy: 'bob',
        startReason: 'wave 1',
      },
      followed: { outcome: 'all', live: 0 },
    });
    expect(await flagsOf(s)).toMatchObject({
      generation: 1,
      flags: { multiModelRouter: true, streaming: true },
      rolloutPercent: 10,
    });
    const status = await s.canary('status', { now: later(HOUR) });
    expect(status).toMatchObject({ code: 0 });
    expect(status.stdout).toContain('Stages: [10 %] → 25 % → 50 % → 100 %, in this stage since');
    expect(status.stdout).toContain('for 23 h 0 min at least');
    expect(status.stdout).toContain('INSUFFICIENT_DATA');
    expect(status.stdout).toContain('canary.start  bob: wave 1');
    expect(await s.canary('start')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a rollout is running already [ROLLOUT_REFUSED]'),
    });
  });

  it('rolls out one feature of two, and not beside one that is on', async () => {
    const s = stage();
    await s.canary('start --feature streaming --stages 5,100');
    expect(await flagsOf(s)).toMatchObject({ flags: { streaming: true }, rolloutPercent: 5 });
    await s.canary('promote --reason "small fleet"');
    const other = 'start --feature multiModelRouter';
    expect((await s.canary(`${other} --dry-run`)).stderr).toContain('the last rollout is complete');
    await s.canary('start --reason "from the beginning"');
    expect((await flagsOf(s)).rolloutPercent).toBe(10);
  });

  it('does not promote without a verdict, but for a reason, and aborts as often as one likes', async () => {
    const s = stage();
    expect(await s.canary('promote')).toMatchObject({ code: 2 });
    expect(await s.canary('abort')).toMatchObject({ code: 0 });
    await s.canary('start');
    const early = await s.canary('promote');
    expect(early).toMatchObject({ code: 5 });
    expect(early.stderr).toContain('Not promoted: the first look is not due yet.');
    expect((await s.canary('promote', { now: later(25 * HOUR) })).code).toBe(5);
    const forced = await s.canary('promote --reason "known outage"', { now: later(25 * HOUR) });
    expect(forced).toMatchObject({ code: 0 });
    expect(forced.stdout).toMatch(/^Promoted to 25 %\. /);
    expect((await s.canary('abort --dry-run')).stdout).toMatch(/^Nothing was changed/);
    expect((await flagsOf(s)).rolloutPercent).toBe(25);
    const abort = await s.canary('abort --reason "incident 77"');
    expect(abort).toMatchObject({ code: 0 });
    expect(abort.stdout).toContain('Aborted, the features are off.');
    expect(await flagsOf(s)).toMatchObject({
      flags: { multiModelRouter: false, streaming: false },
      rolloutPercent: 0,
      rollout: { status: 'aborted', endReason: 'incident 77', endedBy: 'ada', stage: 1 },
    });
    expect((await s.canary('abort')).stderr).toContain('there is nothing to abort');
    expect(await actionsOf(s)).toEqual([
      'canary.abort ada',
      'canary.promote ada',
      'canary.start ada',
    ]);
  });

  it('starts again only for a reason, and never twice for the same', async () => {
    const s = stage();
    await s.canary('start --reason first');
    await s.canary('abort --reason "not today"');
    const refused = await s.canary('start');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      'the last rollout was aborted at 10 %: not today [ROLLOUT_REFUSED]',
    );
    expect((await s.canary('start --reason first')).code).toBe(2);
    // A watch in a job that is restarted is no new decision either.
    expect((await s.canary('start --watch --reason first')).code).toBe(2);
    expect((await s.canary('start --reason second')).code).toBe(0);
  });

  it.each([
    ['start --stages 50,25,100', 'such as 10,25,50,100'],
    ['start --stages 10,50', 'such as 10,25,50,100'],
    ['start --feature wings', 'Allowed choices are multiModelRouter, streaming'],
    ['start --reason " "', 'Say why.'],
    ['start a.json --prometheus http://127.0.0.1:1 --watch', 'are three sources'],
  ])('%s is a slip', async (line, text) => {
    expect(await stage().canary(line)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(text),
    });
  });
});

describe('stages that the tasks of the store decide', () => {
  it('promote a good canary, once the stage took long enough', async () => {
    const s = stage();
    await s.canary('start --stages 25,100 --soak 2h');
    await recordTasks(s, { canary: { cost: 0.006 } });
    const early = await s.canary('promote', { now: later(1.5 * HOUR) });
    expect(early).toMatchObject({ code: 5 });
    expect(early.stderr).toContain('PASS so far, and the stage has not taken long enough');
    const plan = await s.canary('promote --dry-run', { now: later(2.1 * HOUR) });
    expect(plan).toMatchObject({ code: 0, stderr: 'It would go from 25 % to 100 %.\n' });
    const run = await s.canary('promote --json', { now: later(2.1 * HOUR) });
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'canary-rollout')).toMatchObject({
      action: 'completed',
      percent: 100,
      look: {
        soaked: true,
        comparison: { verdict: 'PASS', source: "the tasks in the fleet's store" },
      },
    });
  });

  it('roll a bad one back, and stay so', async () => {
    const s = stage();
    await s.canary('start --stages 25,100 --soak 2h');
    await recordTasks(s, { canary: { cost: 0.006, fails: 0.08 } });
    const run = await s.canary('promote', { now: later(1.5 * HOUR) });
    expect(run).toMatchObject({ code: 1 });
    expect(run.stdout).toContain('FAIL: rolled back, the features are off.');
    expect(await flagsOf(s)).toMatchObject({
      flags: { multiModelRouter: false, streaming: false },
      rolloutPercent: 0,
      rollout: {
        status: 'failed',
        endReason: expect.stringContaining('errorRate: tasks fail more often'),
      },
    });
    expect((await s.canary('start', { now: later(3 * HOUR) })).stderr).toContain(
      'failed at 25 % and was rolled back',
    );
    expect((await s.canary('promote')).code).toBe(2);
  });

  it('do not believe shares that are not those of the stage, and see what others changed', async () => {
    const s = stage();
    await s.canary('start --stages 60,100 --soak 2h');
    await recordTasks(s, { canary: { cost: 0.006 } });
    const run = await s.canary('promote', { now: later(2.1 * HOUR) });
    expect(run.stderr).toContain('the last look says ERROR');
    await inProcess(['flags', 'set', '--percent', '30', '--by', 'eve'], {
      cwd: s.p.dir,
      now: START,
    });
    expect((await s.canary('promote')).stderr).toContain(
      'the share is 30 %, and not the 60 % of the stage',
    );
    expect((await s.canary('status')).stderr).toContain('eve changed it.');
  });
});

describe('canary start --watch', () => {
  const quick = '--watch --stages 40,100 --soak 400ms --every 50ms';
  // Looks are at fixed times: time has to go by.
  const watch = async (s: Stage, line: string, options: RunOptions = {}): Promise<Outcome> =>
    s.canary(`start ${line}`, { now: 'goes by', ...options });

  it('goes all the way with a good canary', async () => {
    const s = stage({ 'tasks.json': good });
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
    const s = stage({ 'tasks.json': bad });
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
    const s = stage({ 'tasks.json': '{"canary": [], "stable": []}' });
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
    const s = stage();
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
    const s = stage({ 'tasks.json': '{"canary": [], "stable": []}' });
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

describe('canary start --kubectl', () => {
  const fake = `#!/bin/sh
echo "$@" >> "$KUBECTL_LOG"
[ ! -e "$KUBECTL_LOG.fails" ] || { echo "error: no such deployment" >&2; exit 1; }
`;
  const cluster = () => {
    const s = stage({ 'bin/kubectl': fake });
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
    expect(abort.stderr).toContain('The features are off all the same.');
    expect((await flagsOf(s)).rolloutPercent).toBe(0);
    const nowhere = await s.canary('start --reason again --kubectl', { env: { PATH: s.p.dir } });
    expect(nowhere.stderr).toContain('there is no kubectl on PATH [KUBECTL_FAILED]');
  });
});
