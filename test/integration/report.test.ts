import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { book, busyConfig, busyFleet, busyTasks, finish, inStore } from '../helpers/busy-fleet.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { served } from '../helpers/served.ts';

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** Type 7, written anew. */
function quantile(values: readonly number[], probability: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  const place = (ascending.length - 1) * probability;
  const [low = 0, high = 0] = [ascending[Math.floor(place)], ascending[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

describe('aqe report performance', () => {
  it('gives what the tasks in the store were, exactly', async () => {
    const { dir, tasks } = await busyFleet(120);
    const run = await inProcess(['report', 'performance', '--json'], { cwd: dir });
    const report = expectJson(run.stdout, 'report-performance');
    const good = tasks.filter(({ status }) => status === 'succeeded');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(report).toMatchObject({
      period: { name: '7d', firstDay: '2026-11-17', lastDay: '2026-11-23', timeZone: 'UTC' },
      measured: {
        ended: 120,
        succeeded: good.length,
        failed: 120 - good.length,
        errorRate: (120 - good.length) / 120,
        errors: [{ code: 'PROVIDER_FAILED', tasks: 120 - good.length }],
      },
      simulated: null,
      processes: [],
    });
    const times = good.map(({ durationMs }) => durationMs);
    expect(valueAt(report, ['measured', 'latency', 'p95'])).toBeCloseTo(quantile(times, 0.95), 6);
    const chunks = good.map(({ firstChunkMs }) => firstChunkMs);
    expect(valueAt(report, ['measured', 'p95FirstChunkMs'])).toBeCloseTo(quantile(chunks, 0.95), 6);
    const days = valueAt(report, ['measured', 'overTime']);
    expect(days).toHaveLength(7);
  });

  it('says that nothing was measured where nothing was, in every format', async () => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    for (const format of ['terminal', 'md', 'html']) {
      const { code, stdout } = await inProcess(['report', 'performance', '--format', format], {
        cwd: dir,
      });
      expect(code).toBe(0);
      expect(stdout.match(/not measured/g)?.length).toBeGreaterThanOrEqual(5);
      expect(stdout).toContain('Nothing was measured');
    }
    const { stdout } = await inProcess(['report', 'performance', '--json'], { cwd: dir });
    expect(expectJson(stdout, 'report-performance')).toMatchObject({
      measured: { ended: 0, errorRate: null, latency: null },
      targets: Array.from({ length: 5 }, () => expect.objectContaining({ actual: null })),
    });
  });

  it('keeps simulated tasks apart, of a period that has both, and of one that has nothing else', async () => {
    const folder = await busyFleet(20);
    const simulated = busyTasks(21).map((task, index) =>
      Object.assign(task, { id: `simulated-${index}` }),
    );
    await inStore(folder, async (store) => {
      for (const task of simulated) {
        await book(store, task, 'simulator');
        await finish(store, task);
      }
    });
    const both = await inProcess(['report', 'performance', '--json'], { cwd: folder.dir });
    expect(expectJson(both.stdout, 'report-performance')).toMatchObject({
      measured: { ended: 20 },
      simulated: { ended: 21 },
    });
    const only = project({ 'config/fleet.yaml': busyConfig });
    await inStore(only, async (store) => {
      for (const task of simulated) {
        await book(store, task, 'simulator');
        await finish(store, task);
      }
    });
    const { stdout } = await inProcess(['report', 'performance'], { cwd: only.dir });
    expect(stdout).toContain('Simulated tasks');
    expect(stdout).toMatch(/^Error rate +not measured +not known/m);
  });

  it('asks processes for what only they know', async () => {
    const { dir, url } = await served();
    const argv = ['report', 'performance', '--target', `${url}/metrics`, '--json'];
    const { stdout } = await inProcess(argv, { cwd: dir });
    const report = expectJson(stdout, 'report-performance');
    expect(report).toMatchObject({
      processes: [{ url: `${url}/metrics`, streamRetries: 0, streamFallbacks: 0 }],
    });
    expect(valueAt(report, ['processes', '0', 'memoryBytes'])).toBeGreaterThan(1e7);
    const refused = await inProcess([...argv, '--target', `${url}/health`], { cwd: dir });
    expect(refused).toMatchObject({ code: 2 });
    expect(expectJson(refused.stdout, 'error')).toMatchObject({ error: { code: 'DATA_INVALID' } });
  });
});

describe('aqe report costs', () => {
  it('adds up the ledger to the nano-dollar, measured and estimated apart', async () => {
    const { dir, tasks } = await busyFleet(120);
    const argv = ['report', 'costs', '--baseline', 'opus', '--json'];
    const run = await inProcess(argv, { cwd: dir });
    const report = expectJson(run.stdout, 'report-costs');
    const estimated = sum(
      tasks.filter(({ basis }) => basis === 'estimated').map(({ cost }) => cost),
    );
    const all = sum(tasks.map(({ cost }) => cost));
    expect(report).toMatchObject({
      recorded: true,
      total: {
        spent: { nanoUsd: all },
        measured: { nanoUsd: all - estimated },
        estimated: { nanoUsd: estimated },
        simulated: { nanoUsd: 0 },
        tasks: 120,
        costPerTask: { nanoUsd: Math.round(all / 120) },
      },
      savings: { baseline: { model: expect.stringContaining('opus') } },
    });
    for (const part of ['overTime', 'byModel', 'byAgent', 'byTaskType', 'byVariant']) {
      const groups = valueAt(report, [part]);
      const costs = (Array.isArray(groups) ? groups : []).map(
        (group: unknown) =>
          Number(valueAt(group, ['measured', 'nanoUsd'])) +
          Number(valueAt(group, ['estimated', 'nanoUsd'])),
      );
      expect([part, sum(costs)]).toEqual([part, all]);
    }
  });

  it('burns the budget down to what is left now', async () => {
    const { dir, tasks } = await busyFleet(120);
    const { stdout } = await inProcess(['report', 'costs', '--json'], { cwd: dir });
    const spent = sum(tasks.map(({ cost }) => cost));
    const today = Date.parse('2026-11-23T00:00:00Z');
    const spentToday = sum(tasks.filter(({ at }) => at >= today).map(({ cost }) => cost));
    const windows = valueAt(expectJson(stdout, 'report-costs'), ['budget', 'windows']);
    expect(windows).toMatchObject([
      { kind: 'day', left: { nanoUsd: 2e9 - spentToday }, from: '2026-11-23T00:00:00.000Z' },
      { kind: 'month', left: { nanoUsd: 20e9 - spent }, from: '2026-11-01T00:00:00.000Z' },
    ]);
    const course = valueAt(windows, ['1', 'course']);
    const left = (Array.isArray(course) ? course : []).map((step: unknown) =>
      Number(valueAt(step, ['left', 'nanoUsd'])),
    );
    expect(left).toHaveLength(24);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect([left[0], left.at(-1)]).toEqual([20e9, 20e9 - spent]);
  });

  it('counts simulated money in nothing that was spent', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    await inStore(folder, async (store) => {
      for (const task of busyTasks(10)) await book(store, task, 'simulator');
    });
    const { stdout } = await inProcess(['report', 'costs', '--json'], { cwd: folder.dir });
    expect(expectJson(stdout, 'report-costs')).toMatchObject({
      total: { spent: { nanoUsd: 0 }, tasks: 0, costPerTask: null, calls: 10 },
    });
    const { stdout: text } = await inProcess(['report', 'costs'], { cwd: folder.dir });
    expect(text).toMatch(/^Spent +not measured +all was simulated; 10 calls/m);
    expect(text).toMatch(/^Simulated +\$0\.\d+ .*nobody was billed/m);
  });

  it('says that nothing was recorded, or nothing is limited', async () => {
    const { dir } = project({
      'config/fleet.yaml': 'fleet: {id: f}\ndatabase: {type: sqlite, filename: f.db}\n',
    });
    const { code, stdout } = await inProcess(['report', 'costs'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing was measured: no call was ever recorded.');
    expect(stdout).toMatch(/no limit holds|No limit is set/);
  });
});

describe('aqe report', () => {
  it('writes files: markdown unless asked otherwise, folders included, and JSON beside it', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    const out = ['--out', 'reports/of/today.md'];
    const run = await inProcess(['report', 'costs', ...out], { cwd: folder.dir });
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: 'Wrote reports/of/today.md.\n' });
    expect(folder.read('reports/of/today.md')).toMatch(/^# Costs of the fleet\n/);
    const both = ['report', 'costs', ...out, '--format', 'html', '--json'];
    expectJson((await inProcess(both, { cwd: folder.dir })).stdout, 'report-costs');
    expect(folder.read('reports/of/today.md')).toMatch(/^<!doctype html>\n/);
  });

  it.each([
    [['costs', '--period=tomorrow'], 'USAGE'],
    [['costs', '--tz', 'Mars/Olympus'], 'USAGE'],
    [['costs', '--baseline', 'gpt-0'], 'USAGE'],
    [['performance', '--format', 'pdf'], 'USAGE'],
    [['performance', '--target', 'nowhere'], 'USAGE'],
    [['performance', '--config', 'none.yaml'], 'FILE_NOT_FOUND'],
    [['performance', '--out', 'config'], 'FILE_UNWRITABLE'],
  ])('%j ends with %s', async (argv, code) => {
    const { dir } = project({ 'config/fleet.yaml': busyConfig });
    const run = await inProcess(['report', ...argv, '--json'], { cwd: dir });
    expect(run).toMatchObject({ code: 2 });
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code } });
  });
});
