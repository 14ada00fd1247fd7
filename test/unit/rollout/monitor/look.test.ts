import { describe, expect, it } from 'vitest';
import { lookAt, withinWindow } from '../../../../src/rollout/monitor/look.ts';
import { watchedFor, type WatchedId } from '../../../../src/rollout/monitor/watched.ts';
import type { History, Scrape } from '../../../../src/rollout/scrape/history.ts';
import { parseMetrics } from '../../../../src/rollout/scrape/parse-metrics.ts';

const MB = 1_048_576;

const scrape = (round: number, ...lines: readonly string[]): Scrape => ({
  round,
  at: round * 1000,
  samples: parseMetrics(`process_start_time_seconds 1\n${lines.join('\n')}\n`, 'a test'),
});
const replica = (url: string, ...lines: readonly string[]): History => ({
  target: { url, arm: undefined },
  scrapes: [scrape(0), scrape(1, ...lines)],
});

const buckets = (name: string, below: number, above: number, le: number): readonly string[] => [
  `${name}_bucket{le="${le}",status="succeeded"} ${below}`,
  `${name}_bucket{le="1000",status="succeeded"} ${below + above}`,
  `${name}_bucket{le="+Inf",status="succeeded"} ${below + above}`,
];

function valuesOf(...histories: readonly History[]): Readonly<Partial<Record<WatchedId, unknown>>> {
  const { values } = lookAt({ histories, silent: [] }, watchedFor(undefined, {}), 1000);
  return Object.fromEntries(values.map(({ id, ...measure }) => [id, measure]));
}

describe(lookAt, () => {
  it('measures nothing where nothing is said', () => {
    const nothing = { value: undefined, n: 0, beyond: false };
    expect(Object.values(valuesOf(replica('a')))).toEqual(
      watchedFor(undefined, {}).map(() => nothing),
    );
  });

  it.each<[WatchedId, readonly string[], boolean]>([
    [
      'error-rate',
      ['aqe_tasks_total{status="succeeded"} 97', 'aqe_tasks_total{status="failed"} 3'],
      true,
    ],
    [
      'error-rate',
      ['aqe_tasks_total{status="succeeded"} 98', 'aqe_tasks_total{status="failed"} 2'],
      false,
    ],
    [
      'error-rate',
      ['aqe_tasks_total{status="succeeded"} 9', 'aqe_tasks_total{status="failed"} 10'],
      false,
    ],
    ['p95-latency', buckets('aqe_task_duration_seconds', 80, 20, 2), true],
    ['p95-latency', buckets('aqe_task_duration_seconds', 100, 0, 2), false],
    ['p95-latency', buckets('aqe_task_duration_seconds', 0, 19, 2), false],
    ['first-chunk', buckets('aqe_time_to_first_chunk_seconds', 80, 20, 0.5), true],
    ['agent-spawn', buckets('aqe_agent_spawn_seconds', 80, 20, 0.1), true],
    ['memory', [`process_resident_memory_bytes ${701 * MB}`], true],
    ['memory', [`process_resident_memory_bytes ${699 * MB}`], false],
    [
      'cost-per-task',
      ['aqe_tasks_total{status="succeeded"} 50', 'aqe_task_cost_usd_total 0.6'],
      true,
    ],
    [
      'cost-per-task',
      ['aqe_tasks_total{status="succeeded"} 49', 'aqe_task_cost_usd_total 0.6'],
      false,
    ],
    [
      'cost-per-task',
      ['aqe_tasks_total{status="succeeded"} 50', 'aqe_task_cost_usd_total 0.4'],
      false,
    ],
    [
      'streaming-success',
      ['aqe_streams_total{outcome="completed"} 80', 'aqe_streams_total{outcome="fallback"} 20'],
      true,
    ],
    [
      'streaming-success',
      ['aqe_streams_total{outcome="completed"} 97', 'aqe_streams_total{outcome="failed"} 3'],
      false,
    ],
    [
      'budget',
      [
        'aqe_budget_limit_usd{window="day"} 10',
        'aqe_budget_spent_usd{window="day"} 8',
        'aqe_budget_reserved_usd{window="day"} 1.5',
      ],
      true,
    ],
    [
      'budget',
      ['aqe_budget_limit_usd{window="day"} 10', 'aqe_budget_spent_usd{window="month"} 99'],
      false,
    ],
  ])('%s of %j: beyond is %s', (id, lines, beyond) => {
    expect(valuesOf(replica('a', ...lines))[id]).toMatchObject({ beyond });
  });

  it('puts the replicas together: rates over all, memory and budget of the worst', () => {
    const one = replica(
      'a',
      'aqe_tasks_total{status="succeeded"} 60',
      'process_resident_memory_bytes 5',
      'aqe_budget_limit_usd{window="day"} 10',
      'aqe_budget_spent_usd{window="day"} 1',
    );
    const other = replica(
      'b',
      'aqe_tasks_total{status="failed"} 20',
      'process_resident_memory_bytes 9',
      'aqe_budget_limit_usd{window="month"} 10',
      'aqe_budget_spent_usd{window="month"} 4',
    );
    expect(valuesOf(one, other)).toMatchObject({
      'error-rate': { value: 0.25, n: 80 },
      memory: { value: 9, n: 2 },
      budget: { value: 0.4 },
    });
  });

  it('forgets the memory of a process that is gone, and not what it counted', () => {
    const lines = ['aqe_tasks_total{status="succeeded"} 60', 'process_resident_memory_bytes 5'];
    const gone = { target: 'a', reason: 'no answer' };
    const sight = { histories: [replica('a', ...lines)], silent: [gone] };
    const look = lookAt(sight, watchedFor(undefined, {}), 1);
    expect(look).toMatchObject({ answered: 0, silent: [gone] });
    expect(look.values.find(({ id }) => id === 'memory')?.value).toBeUndefined();
    expect(look.values.find(({ id }) => id === 'error-rate')?.n).toBe(60);
  });
});

describe(watchedFor, () => {
  it.each([
    ['routing', ['error-rate', 'p95-latency', 'memory', 'agent-spawn', 'cost-per-task', 'budget']],
    [
      'streaming',
      ['error-rate', 'p95-latency', 'memory', 'agent-spawn', 'streaming-success', 'first-chunk'],
    ],
  ] as const)('%s has what matters for it', (feature, ids) => {
    expect(watchedFor(feature, {}).map(({ id }) => id)).toEqual(ids);
  });

  it('takes other limits', () => {
    const [errors] = watchedFor(undefined, { 'error-rate': 0.5 });
    expect(errors).toMatchObject({ id: 'error-rate', limit: 0.5 });
  });
});

describe(withinWindow, () => {
  const scrapes = [0, 1, 2, 3].map((round) => scrape(round));

  it.each([
    [-1, [0, 1, 2, 3]],
    [0, [0, 1, 2, 3]],
    [1500, [1, 2, 3]],
    [9999, [3]],
  ])('from %i on keeps rounds %j', (from, rounds) => {
    expect(withinWindow(scrapes, from).map(({ round }) => round)).toEqual(rounds);
  });

  it('keeps nothing of nothing', () => {
    expect(withinWindow([], 5)).toEqual([]);
  });
});
