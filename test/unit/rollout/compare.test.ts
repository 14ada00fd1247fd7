import { describe, expect, it } from 'vitest';
import { compare, type Comparison } from '../../../src/rollout/compare.ts';
import type { Evidence } from '../../../src/rollout/evidence.ts';
import { defaultMargins, type Judging } from '../../../src/rollout/margins.ts';
import { readComparison } from '../../../src/rollout/read/read-comparison.ts';
import type { Metric, MetricResult } from '../../../src/rollout/verdict.ts';
import { type ArmModel, canaryTasks } from '../../helpers/canary-tasks.ts';
import { shuffled } from '../../helpers/shuffled.ts';

const judging: Judging = { margins: defaultMargins, confidence: 0.95, seed: 1 };
const only = (...required: readonly Metric[]): Judging => ({
  ...judging,
  margins: { ...defaultMargins, required },
});

const read = (value: unknown, share?: number): Evidence =>
  readComparison([{ name: 'test', value }], share);

const judge = (value: unknown, how = judging, share?: number): Comparison =>
  compare(read(value, share), how);

const metric = ({ metrics }: Comparison, name: Metric): MetricResult => {
  const found = metrics.find((result) => result.metric === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

const cheaper = { cost: 0.006 };
const tasks = (
  canary: ArmModel,
  stable: ArmModel = {},
  sizes: readonly [number, number] = [1000, 3000],
): object => ({
  canary: canaryTasks(sizes[0], canary, 'canary'),
  stable: canaryTasks(sizes[1], stable, 'stable'),
});

const counts = (times: number): object => ({
  canary: { tasks: 300 * times, failures: 6 * times },
  stable: { tasks: 300 * times, failures: 6 * times },
});

describe(compare, () => {
  it('passes a canary that is as good and cheaper', () => {
    const comparison = judge({ share: 0.25, ...tasks(cheaper) });
    expect(comparison.verdict).toBe('PASS');
    expect(metric(comparison, 'assignment').verdict).toBe('PASS');
    expect(metric(comparison, 'errorRate').verdict).toBe('PASS');
    expect(metric(comparison, 'p95Latency').verdict).toBe('PASS');
    expect(metric(comparison, 'costPerTask').verdict).toBe('PASS');
    expect(metric(comparison, 'costPerTask').delta).toBeCloseTo(0.6, 1);
  });

  it.each<[string, ArmModel, Metric]>([
    ['fails more often', { ...cheaper, fails: 0.06 }, 'errorRate'],
    ['has a slow tail', { ...cheaper, slow: 0.08 }, 'p95Latency'],
    ['is slower altogether', { ...cheaper, durationMs: 1300 }, 'p95Latency'],
    ['costs twice as much', { cost: 0.02 }, 'costPerTask'],
  ])('fails a canary that %s', (_, model, name) => {
    const comparison = judge(tasks(model));
    expect(comparison.verdict).toBe('FAIL');
    expect(metric(comparison, name)).toMatchObject({ verdict: 'FAIL', needed: null });
  });

  it('does not pass a canary that saves nothing, and does not call that harm', () => {
    const cost = metric(judge(tasks({})), 'costPerTask');
    expect(cost.verdict).toBe('INCONCLUSIVE');
    expect(cost.reason).toContain('more tasks alone will not decide it');
  });

  it('does not depend on the order of tasks', () => {
    const canary = canaryTasks(300, cheaper, 1);
    const stable = canaryTasks(400, {}, 2);
    const mixed = { canary: shuffled(canary, 3), stable: shuffled(stable, 4) };
    expect(judge(mixed)).toEqual(judge({ canary, stable }));
  });

  it('says what is still needed', () => {
    const comparison = judge(tasks(cheaper, {}, [40, 300]));
    expect(comparison.verdict).toBe('INSUFFICIENT_DATA');
    expect(metric(comparison, 'errorRate').reason).toMatch(
      /^fewer than 100 tasks in an arm; needs about [\d,]+ more canary/,
    );
    expect(metric(comparison, 'p95Latency')).toMatchObject({
      canary: expect.any(Number),
      interval: null,
      needed: { canary: 160, stable: 0 },
    });
  });

  it('needs as many more tasks as it says', () => {
    const how = only('errorRate');
    const { needed, verdict } = metric(judge(counts(1), how), 'errorRate');
    expect(verdict).toBe('INCONCLUSIVE');
    const enough = Math.ceil(1 + (needed?.canary ?? 0) / 300);
    expect(judge(counts(enough), how).verdict).toBe('PASS');
    expect(enough).toBeLessThanOrEqual(3);
  });
});

describe('the error rate', () => {
  const how = only('errorRate');
  const of = (canary: readonly [number, number], stable: readonly [number, number]): MetricResult =>
    metric(
      judge(
        {
          canary: { failures: canary[0], tasks: canary[1] },
          stable: { failures: stable[0], tasks: stable[1] },
        },
        how,
      ),
      'errorRate',
    );

  it("has Newcombe's interval and Fisher's p", () => {
    const { interval, statistics, delta } = of([56, 70], [48, 80]);
    expect(interval?.low).toBeCloseTo(0.0524, 4);
    expect(interval?.high).toBeCloseTo(0.3339, 4);
    expect(delta).toBeCloseTo(0.2, 10);
    expect(of([3, 4], [1, 4]).statistics['fisherGreater']).toBeCloseTo(17 / 70, 12);
    expect(statistics['eValue']).toBeGreaterThanOrEqual(1);
  });

  it.each<[string, readonly [number, number], readonly [number, number], string]>([
    ['one failure in one task', [1, 1], [0, 1000], 'INSUFFICIENT_DATA'],
    ['every one of 19 tasks', [19, 19], [0, 1000], 'INSUFFICIENT_DATA'],
    ['20 of 20 tasks', [20, 20], [0, 1000], 'FAIL'],
    ['two failures', [2, 25], [0, 100_000], 'INSUFFICIENT_DATA'],
    ['no failures among few', [0, 99], [0, 99], 'INSUFFICIENT_DATA'],
    ['no failures among some', [0, 100], [0, 100], 'INCONCLUSIVE'],
    ['no failures among many', [0, 1000], [0, 1000], 'PASS'],
    ['no tasks of canary', [0, 0], [5, 1000], 'INSUFFICIENT_DATA'],
    ['no tasks at all', [0, 0], [0, 0], 'INSUFFICIENT_DATA'],
    ['one point more among many', [300, 10_000], [1000, 50_000], 'FAIL'],
  ])('with %s', (_, canary, stable, verdict) => {
    expect(of(canary, stable).verdict).toBe(verdict);
  });

  it('remembers what was once proved', () => {
    const bad = { canary: { failures: 30, tasks: 100 }, stable: { failures: 3, tasks: 300 } };
    const good = { canary: { failures: 0, tasks: 900 }, stable: { failures: 90, tasks: 900 } };
    const windows = [bad, ...Array.from({ length: 50 }, () => good)];
    expect(judge({ windows }, how).verdict).toBe('FAIL');
  });

  it('does not mistake bursts that hit both arms for harm, though shares changed', () => {
    const windows = [
      { canary: { failures: 1, tasks: 100 }, stable: { failures: 9, tasks: 900 } },
      { canary: { failures: 150, tasks: 500 }, stable: { failures: 150, tasks: 500 } },
    ];
    expect(metric(judge({ windows }, how), 'errorRate').statistics['eValue']).toBeLessThan(5);
  });
});

describe('what never passes', () => {
  const good = tasks(cheaper);
  const { canary, stable } = {
    canary: canaryTasks(1000, cheaper, 'canary'),
    stable: canaryTasks(3000, {}, 'stable'),
  };

  it.each<[string, unknown, string]>([
    ['empty arms', { canary: [], stable: [] }, 'INSUFFICIENT_DATA'],
    ['an empty canary', { canary: [], stable }, 'INSUFFICIENT_DATA'],
    [
      'counts alone',
      { canary: { tasks: 1e4, failures: 1 }, stable: { tasks: 1e4, failures: 1 } },
      'INSUFFICIENT_DATA',
    ],
    [
      'unknown failures',
      { canary: { tasks: 1e4, failures: null }, stable: { tasks: 1e4, failures: 1 } },
      'ERROR',
    ],
    [
      'NaN',
      { canary: { tasks: 1e4, failures: 'NaN' }, stable: { tasks: 1e4, failures: 1 } },
      'ERROR',
    ],
    [
      'more failures than tasks',
      { canary: { tasks: 10, failures: 11 }, stable: { tasks: 1e4, failures: 1 } },
      'ERROR',
    ],
    [
      'a duration that is not known',
      {
        canary: canary.map((task, index) => (index === 7 ? { ...task, durationMs: null } : task)),
        stable,
      },
      'ERROR',
    ],
    [
      'a cost that is not known',
      {
        canary: canary.map((task, index) => (index === 7 ? { ...task, costUsd: null } : task)),
        stable,
      },
      'ERROR',
    ],
    [
      'a negative cost',
      {
        canary: canary.map((task, index) => (index === 7 ? { ...task, costUsd: -1 } : task)),
        stable,
      },
      'ERROR',
    ],
    ['tasks in the wrong arm', { share: 0.1, ...good }, 'ERROR'],
    [
      'arms at different times',
      { canary: canary.map((task) => ({ ...task, at: task.at + 7_200_000 })), stable },
      'ERROR',
    ],
    [
      'memory of one arm',
      { canary: { tasks: canary, memory: [] }, stable: { tasks: stable } },
      'INSUFFICIENT_DATA',
    ],
    [
      'a p95 and a mean alone',
      {
        canary: { tasks: 1e4, failures: 1, p95: 1, costPerTask: 0.1 },
        stable: { tasks: 1e4, failures: 1, p95: 1, costPerTask: 1 },
      },
      'INSUFFICIENT_DATA',
    ],
    [
      'costs of 0 only',
      { canary: { ...freeOfCharge(1000) }, stable: { ...freeOfCharge(1000) } },
      'ERROR',
    ],
  ])('%s', (_, value, verdict) => {
    expect(judge(value).verdict).toBe(verdict);
  });

  it('zero configured metrics', () => {
    expect(judge(good, only()).verdict).toBe('INSUFFICIENT_DATA');
    expect(judge({ share: 0.25, ...good }, only()).verdict).toBe('INSUFFICIENT_DATA');
    expect(judge(good, only('p95FirstChunk')).verdict).toBe('INSUFFICIENT_DATA');
  });
});

function freeOfCharge(count: number): object {
  const list = (value: number): readonly number[] => Array.from({ length: count }, () => value);
  return { tasks: count, failures: 0, durationsMs: list(5), costsUsd: list(0) };
}

const ofMemory = (canary: object, stable: object): MetricResult =>
  metric(
    judge(
      {
        canary: { tasks: 1, failures: 0, memory: [canary] },
        stable: { tasks: 1, failures: 0, memory: stable },
      },
      only('memory'),
    ),
    'memory',
  );

describe('memory', () => {
  const MIB = 1_048_576;
  const start = Date.parse('2026-11-23T10:00:00Z');
  const pod = (megabytes: number, { count = 40, perHour = 0, ageMs = 0 } = {}): object => ({
    name: 'pod',
    startedAt: start - ageMs,
    samples: Array.from({ length: count }, (_, index) => [
      start + index * 30_000,
      (megabytes + (perHour * index) / 120) * MIB,
    ]),
  });
  it.each<[string, object, object, string, RegExp]>([
    ["the documents' example", pod(650), pod(550), 'PASS', /1\.18 ×/],
    ['much more', pod(700), pod(550), 'FAIL', /150 MB more/],
    ['relatively much more, of little', pod(100), pod(50), 'PASS', /2 ×/],
    ['a leak', pod(550, { perHour: 100 }), pod(550), 'FAIL', /grows by 100 MB an hour/],
    ['too few samples', pod(550, { count: 29 }), pod(550), 'INSUFFICIENT_DATA', /29 samples/],
    ['no samples', pod(550, { count: 0 }), pod(550), 'INSUFFICIENT_DATA', /0 samples/],
    [
      'other ages',
      pod(550),
      pod(550, { ageMs: 9e7 }),
      'INCONCLUSIVE',
      /not of the same age: 0\.3 h and 25\.3 h/,
    ],
  ])('with %s', (_, canary, stable, verdict, reason) => {
    const result = ofMemory(canary, stable);
    expect(result.reason).toMatch(reason);
    expect(result.verdict).toBe(verdict);
  });

  it('that is not known is no memory', () => {
    const { verdict } = ofMemory({ samples: [[start, null]] }, pod(1));
    expect(verdict).toBe('ERROR');
  });
});
