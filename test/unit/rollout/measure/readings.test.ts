import { describe, expect, it } from 'vitest';
import type { TaskRecord } from '../../../../src/core/tasks/task-record.ts';
import { scrapedReading } from '../../../../src/rollout/measure/scraped-reading.ts';
import { storedReading } from '../../../../src/rollout/measure/stored-reading.ts';
import type { History } from '../../../../src/rollout/scrape/history.ts';
import { parseMetrics } from '../../../../src/rollout/scrape/parse-metrics.ts';

const target = { url: 'http://a/metrics', arm: undefined };

/** What a process answered, look by look: when it started, and lines of metrics. */
const history = (
  ...looks: readonly (readonly [started: number, ...lines: string[]])[]
): History => ({
  target,
  scrapes: looks.map(([started, ...lines], round) => ({
    round,
    at: 1000 * round,
    samples: parseMetrics(`process_start_time_seconds ${started}\n${lines.join('\n')}\n`, 'a'),
  })),
});

describe(scrapedReading, () => {
  const busy = history(
    [1, 'aqe_tasks_total{variant="stable",status="succeeded"} 90'],
    [
      1,
      'aqe_tasks_total{variant="stable",status="succeeded"} 95',
      'aqe_tasks_total{variant="canary",status="failed"} 2',
      'aqe_tasks_total{variant="canary",status="cancelled"} 7',
      'aqe_streams_total{variant="stable",outcome="completed"} 40',
      'aqe_streams_total{variant="stable",outcome="fallback"} 2',
      'aqe_streams_total{variant="stable",outcome="failed"} 1',
      'aqe_streams_total{variant="stable",outcome="aborted"} 9',
      'aqe_task_cost_usd_total{variant="stable"} 1.5',
      'aqe_task_duration_seconds_bucket{le="1",variant="stable",status="succeeded"} 3',
      'aqe_task_duration_seconds_bucket{le="+Inf",variant="stable",status="succeeded"} 4',
      'aqe_task_duration_seconds_bucket{le="1",variant="canary",status="failed"} 1',
      'aqe_task_duration_seconds_bucket{le="+Inf",variant="canary",status="failed"} 1',
      'process_resident_memory_bytes 1000',
    ],
  );

  it('has what happened between the first and the last look, of both arms', () => {
    expect(scrapedReading([busy], { source: 'a' })).toEqual({
      source: 'a',
      period: { from: 0, to: 1000 },
      tasks: { trials: 7, events: 2 },
      streams: { trials: 43, events: 3 },
      durations: {
        kind: 'histogram',
        histogram: [
          { upper: 1000, count: 4 },
          { upper: Infinity, count: 1 },
        ],
      },
      firstChunks: undefined,
      spawns: undefined,
      costUsd: 1.5,
      memory: [{ name: target.url, samples: [{ at: 1000, bytes: 1000 }] }],
      notes: [],
    });
  });

  it('has all that was ever counted, when that is asked for', () => {
    const reading = scrapedReading([busy], { source: 'a', sinceStart: true });
    expect(reading).toMatchObject({
      tasks: { trials: 97, events: 2 },
      period: undefined,
      notes: [],
    });
  });

  it('counts on through a restart, also one that the values hide', () => {
    const restarted = history(
      [1, 'aqe_tasks_total{status="succeeded"} 887', 'process_resident_memory_bytes 5'],
      [2, 'aqe_tasks_total{status="succeeded"} 1748', 'process_resident_memory_bytes 6'],
    );
    const reading = scrapedReading([restarted], { source: 'a' });
    expect(reading.tasks).toEqual({ trials: 1748, events: 0 });
    expect(reading.notes).toEqual([
      '1 restarts: what was counted between the last look and a restart is lost',
    ]);
    expect(reading.memory.map(({ samples }) => samples.length)).toEqual([1, 1]);
  });

  it('knows nothing of those who say nothing', () => {
    const nothing = { source: 'a', tasks: undefined, streams: undefined, costUsd: undefined };
    expect(scrapedReading([history([1], [1])], { source: 'a' })).toMatchObject(nothing);
    expect(scrapedReading([{ target, scrapes: [] }], { source: 'a' })).toMatchObject(nothing);
    expect(
      scrapedReading([{ target, scrapes: [] }], { source: 'a', sinceStart: true }),
    ).toMatchObject(nothing);
  });

  it('believes no memory that is not a number', () => {
    const strange = history([1, 'process_resident_memory_bytes NaN']);
    expect(scrapedReading([strange], { source: 'a' }).memory).toEqual([]);
  });
});

const record = (status: TaskRecord['status'], more: Partial<TaskRecord> = {}): TaskRecord => ({
  id: 'x',
  agentType: 'general',
  taskType: '',
  variant: 'stable',
  status,
  priority: 0,
  acceptedAt: 0,
  attempts: 1,
  ...more,
});

async function* records() {
  yield record('succeeded', { durationMs: 800, firstChunkMs: 90, cost: 2e9 });
  yield record('failed', { durationMs: 50 });
  yield record('cancelled', { durationMs: 7 });
}

describe(storedReading, () => {
  it('counts the tasks that came to an end, with all that is known of them', async () => {
    expect(await storedReading(records(), { from: 1, to: 2 })).toMatchObject({
      period: { from: 1, to: 2 },
      tasks: { trials: 2, events: 1 },
      durations: { kind: 'samples', values: [800, 50] },
      firstChunks: { kind: 'samples', values: [90] },
      costUsd: 2,
      memory: [],
      streams: undefined,
    });
  });
});
