import { describe, expect, it } from 'vitest';
import { compare } from '../../../../src/rollout/compare.ts';
import { type Evidence, totalOf } from '../../../../src/rollout/evidence.ts';
import { defaultMargins } from '../../../../src/rollout/margins.ts';
import type { History, Target } from '../../../../src/rollout/scrape/history.ts';
import { parseMetrics } from '../../../../src/rollout/scrape/parse-metrics.ts';
import { scrapeEvidence } from '../../../../src/rollout/scrape/scrape-evidence.ts';

const INTERVAL = 15_000;
const shared: Target = { url: 'http://a/metrics', arm: undefined };

/** Answers of a process, one each round; undefined where it did not answer. */
const history = (answers: readonly (string | undefined)[], target = shared): History => ({
  target,
  scrapes: answers.flatMap((text, round) =>
    text === undefined
      ? []
      : [{ round, at: round * INTERVAL, samples: parseMetrics(text, target.url) }],
  ),
});

const evidence = (histories: readonly History[], count: number, share?: number): Evidence =>
  scrapeEvidence(histories, { count, intervalMs: INTERVAL }, share);

const tasks = (canary: number, stable: number, { failed = 0, start = 1 } = {}): string =>
  `process_start_time_seconds ${start}
aqe_tasks_total{agent_type="t",variant="canary",status="succeeded"} ${canary}
aqe_tasks_total{agent_type="t",variant="canary",status="failed"} ${failed}
aqe_tasks_total{agent_type="t",variant="stable",status="succeeded"} ${stable}
aqe_tasks_total{agent_type="t",variant="stable",status="cancelled"} ${stable}
`;

const totals = ({ tasks: counts }: Evidence): unknown =>
  counts.kind === 'counts'
    ? [totalOf(counts.windows, 'canary'), totalOf(counts.windows, 'stable')]
    : counts;

const memory = (bytes: string): string =>
  `process_start_time_seconds 0\nprocess_resident_memory_bytes ${bytes}\n`;

const of = (arm: 'canary' | 'stable', bytes: string): History =>
  history(
    Array.from({ length: 41 }, () => memory(bytes)),
    { url: `http://${arm}`, arm },
  );

describe(scrapeEvidence, () => {
  it('adds up what counters grew by, over processes and rounds', () => {
    const read = evidence(
      [
        history([tasks(10, 100), tasks(12, 120), tasks(15, 150, { failed: 2 })]),
        history([tasks(0, 0), tasks(1, 10), tasks(2, 20)], { ...shared, url: 'http://b/metrics' }),
      ],
      3,
      0.1,
    );
    expect(totals(read)).toEqual([
      { trials: 9, events: 2 },
      { trials: 70, events: 0 },
    ]);
    expect(read).toMatchObject({
      defects: [],
      notes: [],
      period: { from: 0, to: 2 * INTERVAL },
      tasks: { shares: [0.1, 0.1] },
      memory: { kind: 'inapplicable' },
    });
  });

  it('sees a restart by the start time, when the counter is past its old value already', () => {
    const read = evidence([history([tasks(0, 887), tasks(0, 1748, { start: 2 })])], 2);
    expect(totals(read)).toEqual([
      { trials: 0, events: 0 },
      { trials: 1748, events: 0 },
    ]);
    expect(read.defects).toEqual([]);
    expect(read.notes[0]).toMatch(/restarted 1 times/);
  });

  it.each<[string, readonly (string | undefined)[], RegExp]>([
    [
      'no start time',
      [tasks(0, 1), tasks(0, 2)].map((text) => text.replace(/^.*\n/, '')),
      /does not say when its process started/,
    ],
    [
      'a start time that is no number',
      [tasks(0, 1), tasks(0, 2)].map((text) => text.replace('seconds 1', 'seconds NaN')),
      /does not say when/,
    ],
    ['a counter that falls', [tasks(0, 5), tasks(0, 4)], /fell without a restart/],
    ['NaN', [tasks(0, 5), tasks(0, Number.NaN)], /is not a number/],
    ['a counter that vanishes', [tasks(0, 5), 'process_start_time_seconds 1\n'], /vanished/],
    ['a gap', [tasks(0, 5), undefined, undefined, tasks(0, 7)], /did not answer for 45 s/],
    [
      'an end that is missing',
      [tasks(0, 5), tasks(0, 6), undefined, undefined],
      /did not answer for 45 s/,
    ],
  ])('does not believe %s', (_, answers, message) => {
    const read = evidence([history(answers)], answers.length);
    expect(read.defects.join('\n')).toMatch(message);
    const { verdict } = compare(read, {
      margins: { ...defaultMargins, required: ['errorRate'] },
      confidence: 0.95,
      seed: 1,
    });
    expect(verdict).toBe('ERROR');
  });

  it('bears one answer that is missing', () => {
    const read = evidence([history([tasks(0, 5), undefined, tasks(0, 9)])], 3);
    expect(read.defects).toEqual([]);
    expect(totals(read)).toMatchObject([{}, { trials: 4 }]);
  });

  it('says that there is nothing where nothing was counted', () => {
    const read = evidence(
      [history(['process_start_time_seconds 1\n', 'process_start_time_seconds 1\n'])],
      2,
    );
    expect([read.tasks.kind, read.durations.kind, read.costs.kind, read.firstChunks.kind]).toEqual([
      'absent',
      'absent',
      'absent',
      'inapplicable',
    ]);
  });

  it('compares the memory of processes that serve one arm', () => {
    const read = evidence([of('canary', '7e8'), of('stable', '5e8')], 41);
    const judged = compare(read, { margins: defaultMargins, confidence: 0.95, seed: 1 });
    expect(judged.metrics.find(({ metric }) => metric === 'memory')).toMatchObject({
      verdict: 'FAIL',
      delta: 1.4,
      n: { canary: 41, stable: 41 },
    });
    expect(evidence([of('canary', 'NaN'), of('stable', '5e8')], 41).memory.kind).toBe('unusable');
  });
});

/** Exponential durations with this mean, as a process counts them. */
const answer = (bounds: readonly number[], count: number, mean: number): string =>
  (['canary', 'stable'] as const)
    .flatMap((variant) =>
      [...bounds, Infinity].map((bound) => {
        const scale = variant === 'canary' ? mean : 1;
        const below =
          bound === Infinity ? count : Math.round(count * (1 - Math.exp(-bound / scale)));
        return `aqe_task_duration_seconds_bucket{variant="${variant}",status="succeeded",le="${bound === Infinity ? '+Inf' : bound}"} ${below}`;
      }),
    )
    .join('\n')
    .concat('\nprocess_start_time_seconds 1\n');

const judge = (bounds: readonly number[], count: number, mean: number) => {
  const { durations } = evidence(
    [history([answer(bounds, 0, mean), answer(bounds, count, mean)])],
    2,
  );
  const empty = evidence([], 0);
  const { metrics } = compare(
    { ...empty, durations },
    { margins: defaultMargins, confidence: 0.95, seed: 1 },
  );
  return metrics.find(({ metric }) => metric === 'p95Latency');
};

describe('a p95 from buckets', () => {
  const gate = Array.from({ length: 39 }, (_, index) =>
    Number((0.05 * 10 ** (index / 10)).toPrecision(6)),
  );
  const wide = [0.1, 0.5, 1, 2.5, 5, 10];

  it('is close to the true one with ten a decade', () => {
    const result = judge(gate, 20_000, 1);
    expect(result?.verdict).toBe('PASS');
    expect(result?.canary).toBeGreaterThan(2900);
    // -ln(0.05) = 2.996 seconds
    expect(Math.abs((result?.canary ?? 0) / 2995.7 - 1)).toBeLessThan(0.03);
    expect(judge(gate, 20_000, 1.5)).toMatchObject({
      verdict: 'FAIL',
      delta: expect.closeTo(1.5, 1),
    });
  });

  it('is refused where the buckets are too wide, or end too early', () => {
    expect(judge(wide, 20_000, 1)?.reason).toMatch(
      /from 2.5 s to 5 s, too wide for a margin of 10 %/,
    );
    expect(judge([0.1, 0.5, 1], 20_000, 1)?.reason).toMatch(/beyond the last bucket/);
    expect(judge(gate, 150, 1)?.verdict).toBe('INSUFFICIENT_DATA');
  });

  it('is an error where buckets do not fit together', () => {
    const bad =
      'process_start_time_seconds 1\naqe_task_duration_seconds_bucket{variant="canary",le="1"} 5\naqe_task_duration_seconds_bucket{variant="canary",le="+Inf"} 3\n';
    const none = 'process_start_time_seconds 1\n';
    expect(evidence([history([none, bad])], 2).durations.kind).toBe('unusable');
    const endless = bad.replace('+Inf', '2').replace(' 3', ' 7');
    expect(evidence([history([none, endless])], 2).durations.kind).toBe('unusable');
    const odd = bad.replace('+Inf', 'x');
    expect(evidence([history([none, odd])], 2).durations.kind).toBe('unusable');
  });
});
