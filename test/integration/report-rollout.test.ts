import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { messageNames } from '../../src/report/rollout/messages/message.ts';
import { book, busyConfig, busyFleet, busyTasks, finish, inStore } from '../helpers/busy-fleet.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { served } from '../helpers/served.ts';

describe('aqe report rollout', () => {
  it('puts criteria, canary, flags, feedback and audit trail together', async () => {
    const { dir, tasks } = await busyFleet(400);
    const aqe = async (...argv: string[]): Promise<string> =>
      (await inProcess(argv, { cwd: dir })).stdout;
    await aqe('feedback', 'add', '-r', '5', '--by', 'Ann');
    await aqe('flags', 'set', '--percent', '25', '--reason', 'stage 2', '--by', 'ops');
    const report = expectJson(await aqe('report', 'rollout', '--json'), 'report-rollout');
    const criteria = valueAt(report, ['criteria']);
    const byName = new Map(
      (Array.isArray(criteria) ? criteria : []).map((one: unknown) => [
        valueAt(one, ['metric']),
        one,
      ]),
    );
    const failed = tasks.filter(({ status }) => status === 'failed').length;
    expect(byName.get('errorRate')).toMatchObject({
      actual: failed / 400,
      n: 400,
      state: 'missed',
    });
    const mean = (variant: string): number => {
      const costs = tasks.filter((one) => one.variant === variant).map(({ cost }) => cost);
      return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    };
    const { actual, state } = Object(byName.get('savings'));
    // By agent type, so not quite the plain ratio.
    expect(Math.abs(actual - (1 - mean('canary') / mean('stable')))).toBeLessThan(0.05);
    expect(state).toBe('met');
    expect(byName.get('memory')).toMatchObject({ actual: null, n: 0, state: 'unknown' });
    expect(byName.get('tasksPerSecond')).toMatchObject({ actual: null, state: 'unknown' });
    expect(byName.get('adoption')).toMatchObject({ actual: 0.25, state: 'missed' });
    expect(byName.get('satisfaction')).toMatchObject({ actual: 1, n: 1, state: 'unknown' });
    expect(report).toMatchObject({
      comparison: { verdict: 'INSUFFICIENT_DATA' },
      flags: { rollout: { percent: 25, shared: true } },
      feedback: { summary: { count: 1 }, latest: [{ by: 'Ann' }] },
      history: [{ action: 'flags.set', by: 'ops', reason: 'stage 2' }],
    });
    const text = await aqe('report', 'rollout');
    expect(text).toMatch(/^Savings against stable +\d+(\.\d+)? % +met/m);
    expect(text).toContain('No replica is reporting at this moment.');
    const page = await aqe('report', 'rollout', '--format', 'html');
    expect(page).toContain('<figcaption>Canary against stable</figcaption>');
  });

  it('counts simulated tasks in no criterion, and says that the canary is simulated', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    await inStore(folder, async (store) => {
      for (const task of busyTasks(300)) {
        await book(store, task, 'simulator');
        await finish(store, task);
      }
    });
    const run = await inProcess(['report', 'rollout', '--json'], { cwd: folder.dir });
    const report = expectJson(run.stdout, 'report-rollout');
    expect(report).toMatchObject({ simulatedTasks: 300 });
    const criteria = valueAt(report, ['criteria']);
    const known = (Array.isArray(criteria) ? criteria : []).filter(
      (one: unknown) => valueAt(one, ['actual']) !== null,
    );
    expect(known).toMatchObject([{ metric: 'adoption' }]);
    expect(criteria).toContainEqual(expect.objectContaining({ metric: 'savings', n: 0 }));
    const argv = ['report', 'rollout', '--template', 'announcement'];
    const { stdout } = await inProcess(argv, { cwd: folder.dir });
    expect(stdout).toContain('- Cost savings: not measured yet\n');
    const text = await inProcess(['report', 'rollout'], { cwd: folder.dir });
    expect(text.stdout).toContain('Simulated: the simulator answered 300 of these tasks');
  });

  it('tells how a rollout in stages stands, and how it ended', async () => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    const aqe = async (...argv: string[]): Promise<string> =>
      (await inProcess(argv, { cwd: dir })).stdout;
    await aqe('canary', 'start', '--reason', 'week 6', '--by', 'ops');
    const running = expectJson(await aqe('report', 'rollout', '--json'), 'report-rollout');
    expect(running).toMatchObject({
      rollout: { status: 'running', percent: 10, startReason: 'week 6' },
      history: [{ action: 'canary.start', by: 'ops', reason: 'week 6' }],
    });
    const text = await aqe('report', 'rollout');
    expect(text).toContain('The rollout is running at 10 %. ops started it at 2026-11-23 12:00');
    expect(text).toMatch(/^ +1 +10 % {2}since 2026-11-23 12:00 UTC\n +2 +25 % {2}to come$/m);
    await aqe('canary', 'abort', '--reason', 'not today', '--by', 'ops');
    const status = await aqe('report', 'rollout', '--template', 'status');
    expect(status).toContain('The rollout was aborted at 10 % on 2026-11-23 12:00 UTC by ops');
    expect(status).toContain('not today');
    expect(status).toContain('All features are off.');
  });

  it('has no number where nothing was measured', async () => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    const { stdout } = await inProcess(['report', 'rollout', '--json'], { cwd: dir });
    const report = expectJson(stdout, 'report-rollout');
    const criteria = valueAt(report, ['criteria']);
    const known = (Array.isArray(criteria) ? criteria : []).filter(
      (one: unknown) => valueAt(one, ['actual']) !== null,
    );
    // What is configured is known: nobody has set a share, and the features are on.
    expect(known).toMatchObject([{ metric: 'adoption', actual: 1, state: 'met' }]);
    const text = (await inProcess(['report', 'rollout'], { cwd: dir })).stdout;
    expect(text).toContain('Satisfaction was not measured');
    expect(text).toContain('Nothing was changed in this period.');
  });

  it('tells of replicas that live, and of their memory', async () => {
    const { dir, url } = await served();
    const argv = ['report', 'rollout', '--target', `${url}/metrics`, '--json'];
    const { stdout } = await inProcess(argv, { cwd: dir, now: new Date().toISOString() });
    const report = expectJson(stdout, 'report-rollout');
    expect(report).toMatchObject({ flags: { replicas: [{ current: true }] } });
    expect(valueAt(report, ['criteria', '2'])).toMatchObject({
      metric: 'memory',
      n: 1,
      state: 'met',
    });
  });
});

describe('aqe report rollout --template', () => {
  it.each(messageNames)('%s says "not measured" where nothing is, and no number', async (name) => {
    const { dir } = project({
      'config/fleet.yaml': 'fleet: {id: f}\ndatabase: {type: sqlite, filename: f.db}\n',
    });
    const argv = ['report', 'rollout', '--template', name, '--json'];
    const { code, stdout } = await inProcess(argv, { cwd: dir });
    expect(code).toBe(0);
    const message = expectJson(stdout, 'report-message');
    const body = String(valueAt(message, ['body']));
    expect(valueAt(message, ['subject'])).toMatch(/Agentic QE Fleet v1\.0\.5/);
    if (name !== 'documentation') expect(body).toContain('not measured');
    // That the features are off is known.
    const rest = body.replaceAll('- Adoption: 0 %', '');
    expect(rest).not.toMatch(/: 0(\.0+)? (?:%|ms|s|MB)|\{|undefined|null|NaN/);
  });

  it('announces with the numbers that there are, and what people fill in', async () => {
    const { dir } = await busyFleet(400);
    const argv = ['report', 'rollout', '--template', 'announcement'];
    const fill = ['--fill', 'release date=2026-12-07', '--fill', 'invite=Friday = 10:00'];
    const { stdout, stderr } = await inProcess([...argv, ...fill], { cwd: dir });
    expect(stdout).toMatch(
      /^Subject: New Features Coming to Agentic QE Fleet v1\.0\.5\n\nHi Team,\n/,
    );
    expect(stdout).toMatch(
      /^- Savings against stable: \d\d\.\d+ % \(target > 20 %: met, 400 tasks\)$/m,
    );
    expect(stdout).toContain('- Production Release: 2026-12-07\n');
    expect(stdout).toContain('session: Friday = 10:00\n');
    expect(stdout).toContain('- Alpha Testing: [alpha dates]\n');
    expect(stderr).toMatch(/^Still to fill in: alpha dates, beta dates, /);
  });

  it('does not call a success what is none', async () => {
    const { dir } = await busyFleet(100);
    const argv = ['report', 'rollout', '--template', 'success'];
    const { stdout } = await inProcess(argv, { cwd: dir });
    expect(stdout).toMatch(
      /^Subject: .*: \d of 9 success criteria are met, \d missed, \d not known$/m,
    );
  });

  it('is no page', async () => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    const argv = ['report', 'rollout', '--template', 'status', '--format', 'html'];
    const { code, stderr } = await inProcess(argv, { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toContain('a message is text, not HTML');
    const json = await inProcess([...argv.slice(0, 4), '--format', 'json'], { cwd: dir });
    expectJson(json.stdout, 'report-message');
  });

  it.each([
    [['--template', 'poem']],
    [['--fill', 'window=now']],
    [['--template', 'window', '--fill', 'no text']],
  ])('%j is refused', async (argv) => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    const run = await inProcess(['report', 'rollout', ...argv, '--json'], { cwd: dir });
    expect(run).toMatchObject({ code: 2 });
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code: 'USAGE' } });
  });
});
