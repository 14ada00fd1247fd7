import { describe, expect, it } from 'vitest';
import type { LedgerReader, LedgerSum } from '../../../../src/core/cost/budget-store.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import type { TaskRecord } from '../../../../src/core/tasks/task-record.ts';
import { simulatedTasks } from '../../../../src/report/performance/simulated-tasks.ts';
import { distributionOf } from '../../../../src/report/performance/distribution.ts';
import { processFigures } from '../../../../src/report/performance/process-figures.ts';
import { targetsOf } from '../../../../src/report/performance/targets.ts';
import { taskStatistics } from '../../../../src/report/performance/task-statistics.ts';
import { emptyStore } from '../../../../src/adapters/store/empty-store.ts';

const DAY = 86_400_000;
const slices = [0, 1].map((day) => ({ label: `day ${day}`, from: day * DAY, to: (day + 1) * DAY }));

function task(changes: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id: 't',
    agentType: 'test-generator',
    taskType: 'unit-tests',
    variant: 'stable',
    status: 'succeeded',
    priority: 0,
    acceptedAt: 0,
    finishedAt: 10,
    attempts: 1,
    durationMs: 100,
    ...changes,
  };
}

describe(distributionOf, () => {
  it('is nothing without values', () => {
    expect(distributionOf([])).toBeNull();
  });

  it('has quantiles of type 7 and buckets without gaps that hold every value once', () => {
    const values = [100, 1000, 250, 0, 99.999];
    const found = distributionOf(values);
    expect(found).toMatchObject({ n: 5, min: 0, p50: 100, max: 1000, p95Interval: null });
    expect(found?.p95).toBeCloseTo(850, 6);
    const buckets = found?.buckets ?? [];
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    for (const [index, { high }] of buckets.entries()) {
      expect(buckets[index + 1]?.low ?? high).toBe(high);
    }
    // 0 is drawn in the first bucket; 100 and 1000 are the lower bounds of theirs.
    expect(buckets[0]).toEqual({ low: 0.1, high: 0.125893, count: 1 });
    expect(buckets.find(({ low }) => low === 100)?.count).toBe(1);
    expect(buckets.at(-1)).toEqual({ low: 1000, high: 1258.93, count: 1 });
  });
});

describe(taskStatistics, () => {
  it('counts what ended, leaves cancelled tasks out of the rate, and failures out of the times', () => {
    const found = taskStatistics(
      [
        task({ durationMs: 100, firstChunkMs: 50 }),
        task({ status: 'failed', durationMs: 9000, errorCode: 'TASK_TIMEOUT' }),
        task({ status: 'failed', variant: 'canary', finishedAt: DAY, errorCode: undefined }),
        task({ status: 'cancelled', finishedAt: DAY + 1 }),
        task({ agentType: 'general', durationMs: undefined, finishedAt: DAY + 2 }),
      ],
      slices,
    );
    expect(found).toMatchObject({
      ended: 5,
      succeeded: 2,
      failed: 2,
      cancelled: 1,
      errorRate: 0.5,
      p95Ms: 100,
      latency: { n: 1, p50: 100 },
      firstChunk: { n: 1, p50: 50 },
      errors: [
        { code: 'TASK_TIMEOUT', tasks: 1 },
        { code: 'unknown', tasks: 1 },
      ],
    });
    expect(found.byAgent.map(({ name, p50Ms }) => [name, p50Ms])).toEqual([
      ['test-generator', 100],
      ['general', null],
    ]);
    expect(found.overTime.map(({ succeeded, failed }) => [succeeded, failed])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('knows nothing of no tasks: null, not 0', () => {
    expect(taskStatistics([], slices)).toMatchObject({
      ended: 0,
      errorRate: null,
      errorInterval: null,
      latency: null,
      firstChunk: null,
      p95Ms: null,
      overTime: [{ p50Ms: null }, { p50Ms: null }],
    });
  });
});

/** The states of the targets of so many tasks. */
function statesOf(failed: number, succeeded: number, durationMs: number): unknown {
  const tasks = Array.from({ length: succeeded + failed }, (_, index) =>
    task({ status: index < failed ? 'failed' : 'succeeded', durationMs }),
  );
  const targets = targetsOf(taskStatistics(tasks, slices), []);
  return Object.fromEntries(targets.map(({ metric, state }) => [metric, state]));
}

describe(targetsOf, () => {
  it.each([
    ['nothing was measured', 0, 0, 1, { errorRate: 'unknown', p95Latency: 'unknown' }],
    ['too few tasks, none failed', 0, 60, 10, { errorRate: 'unknown', p95Latency: 'unknown' }],
    ['many tasks, none failed', 0, 4000, 10, { errorRate: 'met', p95Latency: 'met' }],
    ['many failed, all slow', 40, 400, 3000, { errorRate: 'missed', p95Latency: 'missed' }],
  ])('%s', (_name, failed, succeeded, durationMs, states) => {
    expect(statesOf(failed, succeeded, durationMs)).toMatchObject(states);
  });

  it('takes the worst of the processes, and those only that told', () => {
    const none = {
      url: 'a',
      startedAt: null,
      memoryBytes: null,
      spawnP95Ms: null,
      spawned: null,
      streamRetries: null,
      streamFallbacks: null,
    };
    const targets = targetsOf(taskStatistics([], slices), [
      none,
      { ...none, memoryBytes: 5 },
      { ...none, memoryBytes: 900 * 1_048_576 },
    ]);
    expect(targets.slice(3)).toMatchObject([
      { metric: 'memory', n: 2, state: 'missed' },
      { metric: 'agentSpawn', n: 0, actual: null, state: 'unknown' },
    ]);
  });
});

describe(processFigures, () => {
  it('reads what a process tells, and is silent about the rest', () => {
    const page = [
      'process_start_time_seconds 1763899200',
      'process_resident_memory_bytes 104857600',
      'aqe_agent_spawn_seconds_bucket{agent_type="a",le="0.01"} 90',
      'aqe_agent_spawn_seconds_bucket{agent_type="b",le="0.01"} 5',
      'aqe_agent_spawn_seconds_bucket{agent_type="a",le="+Inf"} 95',
      'aqe_agent_spawn_seconds_bucket{agent_type="b",le="+Inf"} 5',
      'aqe_stream_fallbacks_total NaN',
      '',
    ].join('\n');
    expect(processFigures(page, 'http://a')).toEqual({
      url: 'http://a',
      startedAt: '2025-11-23T12:00:00.000Z',
      memoryBytes: 104_857_600,
      spawnP95Ms: 10,
      spawned: 100,
      streamRetries: null,
      streamFallbacks: null,
    });
  });

  it('knows no spawn time where no agent was made, or none was counted', () => {
    const page =
      'aqe_agent_spawn_seconds_bucket{le="0.01"} 0\naqe_agent_spawn_seconds_bucket{le="+Inf"} 0\n';
    expect(processFigures(page, 'a')).toMatchObject({
      spawned: 0,
      spawnP95Ms: null,
      startedAt: null,
    });
    expect(processFigures('up 1\n', 'a')).toMatchObject({ spawned: null, spawnP95Ms: null });
  });

  it('refuses a page that is no metrics', () => {
    expect(() => processFigures('<html>', 'a')).toThrow(/not metrics/);
  });
});

/** A ledger that was billed by these providers, and whose entries nobody may read. */
function ledger(providers: readonly string[]): LedgerReader {
  const sum: Omit<LedgerSum, 'keys'> = {
    calls: 1,
    failedCalls: 0,
    usage: noTokens,
    cost: 1,
    estimatedCost: 0,
    answers: { measured: noTokens, estimated: noTokens },
    failedCost: 0,
  };
  return {
    ...emptyStore,
    sum: async () => providers.map((provider) => Object.assign({ keys: [provider] }, sum)),
    entries: () => {
      throw new Error('entries were read');
    },
  };
}

describe(simulatedTasks, () => {
  it.each([
    [[], false],
    [['anthropic'], false],
    [['simulator'], true],
  ])('of %j alone no entry has to be read', async (providers, is) => {
    const isSimulated = await simulatedTasks(ledger(providers), { from: 0, to: 1 });
    expect(isSimulated('any')).toBe(is);
  });
});
