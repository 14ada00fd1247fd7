import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  flagsOf,
  HOUR,
  later,
  recordTasks,
  rolloutStage,
  START,
} from '../helpers/rollout-stage.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

describe('canary start, promote and abort', () => {
  it('switches features and share on in one change, and says so to status and audit trail', async () => {
    const s = rolloutStage();
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
    const s = rolloutStage();
    await s.canary('start --feature streaming --stages 5,100');
    expect(await flagsOf(s)).toMatchObject({ flags: { streaming: true }, rolloutPercent: 5 });
    await s.canary('promote --reason "small fleet"');
    const other = 'start --feature multiModelRouter';
    expect((await s.canary(`${other} --dry-run`)).stderr).toContain('the last rollout is complete');
    await s.canary('start --reason "from the beginning"');
    expect((await flagsOf(s)).rolloutPercent).toBe(10);
  });

  it('does not promote without a verdict, but for a reason, and aborts as often as one likes', async () => {
    const s = rolloutStage();
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
    const s = rolloutStage();
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
    ['start --watch --json --jsonl', 'use --json or --jsonl, not both'],
  ])('%s is a slip, and changes nothing', async (line, text) => {
    const s = rolloutStage();
    expect(await s.canary(line)).toMatchObject({ code: 2, stderr: expect.stringContaining(text) });
    expect((await flagsOf(s)).generation).toBe(0);
  });
});

describe('stages that the tasks of the store decide', () => {
  it('promote a good canary, once the stage took long enough', async () => {
    const s = rolloutStage();
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
    const s = rolloutStage();
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
    const soon = await s.canary('start --reason mended', { now: later(2 * HOUR) });
    expect(soon.stderr).toContain('Let the fleet settle for 30 min more');
    const now = { now: later(2 * HOUR) };
    expect((await s.canary('start --reason mended --cool-down 10m', now)).code).toBe(0);
  });

  it('do not believe shares that are not those of the stage, and see what others changed', async () => {
    const s = rolloutStage();
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
