import { describe, expect, it } from 'vitest';
import { totalOf, type Evidence } from '../../../src/rollout/evidence.ts';
import { readComparison } from '../../../src/rollout/read/read-comparison.ts';

const read = (...values: readonly unknown[]): Evidence =>
  readComparison(
    values.map((value, index) => ({ name: `file ${index}`, value })),
    undefined,
  );

const totals = ({ tasks }: Evidence): unknown =>
  tasks.kind === 'counts'
    ? [totalOf(tasks.windows, 'canary'), totalOf(tasks.windows, 'stable')]
    : tasks;

const values = (measurements: Evidence['durations']): unknown =>
  measurements.kind === 'samples'
    ? [measurements.samples.canary, measurements.samples.stable].map((arm) =>
        arm.map(({ value }) => value),
      )
    : measurements;

const ok = { status: 'succeeded' };
const at = (time: unknown): object => ({ ...ok, at: time });
const arm = (costs: unknown): object => ({ tasks: 2, failures: 0, costs });

describe(readComparison, () => {
  const expected = [
    { trials: 3, events: 1 },
    { trials: 2, events: 0 },
  ];

  it.each<[string, readonly unknown[]]>([
    ['lists of tasks', [{ canary: [ok, ok, { status: 'failed' }], stable: [ok, ok] }]],
    ['two files', [[ok, ok, { failed: true }], { tasks: [ok, ok] }]],
    [
      'other words',
      [
        {
          treatment: [{ success: true }, { ok: true }, { error: 'TIMEOUT' }],
          baseline: [{ error: null }, { status: 'OK' }],
        },
      ],
    ],
    [
      'one list',
      [
        [ok, ok, { status: 'timeout' }, ok, ok].map((task, index) => ({
          status: task.status,
          variant: index < 3 ? 'canary' : 'stable',
        })),
      ],
    ],
    [
      'a map with one list',
      [
        {
          records: [ok, ok, { status: 'error' }, ok, ok].map((task, index) => ({
            status: task.status,
            arm: index < 3 ? 'canary' : 'control',
          })),
        },
      ],
    ],
    ['sums', [{ canary: { tasks: 3, failures: 1 }, stable: { total: 2, errors: 0 } }]],
    ['rates', [{ canary: { n: 3, errorRate: 1 / 3 }, stable: { n: 2, errorRate: 0 } }]],
    [
      'columns',
      [{ canary: { failed: 1, durations: [1, 2, 3] }, stable: { failed: 0, costs: [1, 2] } }],
    ],
    ['sums and a list', [{ canary: { tasks: '3', failures: '1' }, stable: [ok, ok] }]],
    [
      'windows',
      [
        {
          windows: [
            { canary: { tasks: 1, failures: 1 }, stable: { tasks: 1, failures: 0 } },
            { canary: [ok, ok], stable: [ok] },
          ],
        },
      ],
    ],
    [
      'tasks that go on or were cancelled',
      [
        {
          canary: [ok, ok, { status: 'failed' }, { status: 'cancelled' }, { status: 'running' }],
          stable: [ok, ok],
        },
      ],
    ],
  ])('reads %s', (_, given) => {
    expect(totals(read(...given))).toEqual(expected);
  });

  it('reads durations and costs in their units', () => {
    const evidence = read({
      canary: [
        { ...ok, durationMs: 1500, costUsd: '$0.25' },
        { ...ok, duration_seconds: 2, cost: { nanoUsd: 1_000_000 } },
        { ...ok, latency: '30', costNano: 5e9 },
      ],
      stable: [{ ...ok, latencyMs: 1, cost: { usd: '0.5' } }],
    });
    expect(values(evidence.durations)).toEqual([[1500, 2000, 30], [1]]);
    expect(values(evidence.costs)).toEqual([[0.25, 0.001, 5], [0.5]]);
  });

  it('cuts the time into windows, whatever the unit of times', () => {
    const evidence = read({
      percent: 50,
      canary: [at('2026-11-23T10:00:00Z'), at(1_795_431_600)],
      stable: [at(Date.parse('2026-11-23T10:00:01Z')), at('2026-11-23T11:00:00Z')],
    });
    expect(evidence.tasks).toMatchObject({
      windows: [{ canary: { trials: 1 } }, { canary: { trials: 1 }, stable: { trials: 1 } }],
      shares: [0.5, 0.5],
    });
    expect(evidence.period).toEqual({
      from: Date.parse('2026-11-23T10:00:00Z'),
      to: Date.parse('2026-11-23T11:00:00Z'),
    });
  });

  it('keeps the duration of tasks that failed before they were measured out', () => {
    const evidence = read({
      canary: [{ status: 'failed' }, { ...ok, durationMs: 5, firstChunkMs: 2 }],
      stable: [{ ...ok, durationMs: 6, firstChunkMs: 3 }],
    });
    expect(values(evidence.durations)).toEqual([[5], [6]]);
    expect(values(evidence.firstChunks)).toEqual([[2], [3]]);
  });

  it.each<[unknown, RegExp]>([
    [5, /neither a map nor a list/],
    [{}, /no canary/],
    [{ canary: [] }, /no stable/],
    [{ canary: 5, stable: [] }, /canary is neither/],
    [{ canary: [7], stable: [] }, /canary\[0\] is 7, not a task/],
    [{ canary: [{}], stable: [] }, /does not say whether it failed/],
    [{ canary: [{ status: 'odd' }], stable: [] }, /canary\[0\]\.status is "odd"/],
    [{ canary: [{ ...ok, durationMs: 'long' }], stable: [] }, /durationMs is "long", not a number/],
    [{ canary: [{ ...ok, at: 'noon' }], stable: [] }, /"noon" is no time/],
    [{ canary: { failures: 1 }, stable: [] }, /how many tasks there were/],
    [{ canary: { tasks: 1 }, stable: [] }, /how many tasks failed/],
    [{ canary: { tasks: 1, failures: 0, costs: 5 }, stable: [] }, /costsUsd is not a list/],
    [{ share: 2, canary: [], stable: [] }, /a share of 2/],
    [{ windows: [] }, /windows is empty/],
    [{ windows: [1] }, /windows\[0\]/],
    [[ok], /task 0 says neither canary nor stable/],
    [
      { canary: { tasks: 1, failures: 0, memory: [1] }, stable: [] },
      /memory\[0\] is not a process/,
    ],
    [{ canary: { tasks: 1, failures: 0, memory: {} }, stable: [] }, /samples is not a list/],
    [
      { canary: { tasks: 1, failures: 0, memory: { samples: [1] } }, stable: [] },
      /samples\[0\] is not a pair/,
    ],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: 'DATA_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('knows unusable columns, absent ones, and those of windows', () => {
    expect(read({ canary: arm([1, null]), stable: arm([1, 2]) }).costs.kind).toBe('unusable');
    const half = read({
      windows: [
        { canary: { tasks: 1, failures: 0, p95: 3 }, stable: { tasks: 1, failures: 0 } },
        { canary: { tasks: 1, failures: 0 }, stable: { tasks: 1, failures: 0 } },
      ],
    });
    expect(half.durations.kind).toBe('absent');
    const unknown = read({
      canary: { tasks: null, failures: 0, p95: null, memory: { samples: [{ at: 1, bytes: 2 }] } },
      stable: { tasks: 1, errorRate: null, p95: 1 },
    });
    expect(unknown.durations.kind).toBe('unusable');
    expect(unknown.tasks.kind).toBe('unusable');
    expect(unknown.memory.kind).toBe('processes');
  });
});
