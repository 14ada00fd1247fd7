import { AqeError } from '../../errors.ts';
import { isRecord } from '../read/field.ts';
import type { History, Rounds, Scrape } from './history.ts';
import type { MetricSample } from './parse-metrics.ts';

/** The metrics that arms are compared by. */
export const comparedMetrics: readonly string[] = [
  'aqe_tasks_total',
  'aqe_task_duration_seconds_bucket',
  'aqe_time_to_first_chunk_seconds_bucket',
  'aqe_task_cost_usd_total',
  'process_start_time_seconds',
  'process_resident_memory_bytes',
];

/** What is asked of a Prometheus server: the samples as they were scraped, so that restarts, gaps and buckets can be judged here. */
export function selectorOf(metrics: readonly string[]): string {
  return `{__name__=~"${metrics.join('|')}"}`;
}

/** What a Prometheus server has scraped. */
export interface PrometheusHistory {
  readonly histories: readonly History[];
  readonly rounds: Rounds;
}

/**
 * Reads the answer of `/api/v1/query` to a selector with a range: series that are absent are simply not there.
 * @param source its name, for messages
 * @throws AqeError DATA_INVALID
 */
export function readPrometheusAnswer(text: string, source: string): PrometheusHistory {
  const targets = new Map<string, Map<number, MetricSample[]>>();
  for (const series of seriesIn(text, source)) {
    const { __name__: name = '', job = '', instance = '', ...labels } = series.metric;
    const key = `${job}/${instance}`;
    const moments = targets.get(key) ?? new Map<number, MetricSample[]>();
    for (const [at, value] of series.values) {
      const samples = moments.get(at) ?? [];
      samples.push({ name, labels, value });
      moments.set(at, samples);
    }
    targets.set(key, moments);
  }
  const ours = [...targets].filter(([, moments]) =>
    [...moments.values()].some((samples) => samples.some(({ name }) => name.startsWith('aqe_'))),
  );
  return historiesOf(ours);
}

function historiesOf(
  targets: readonly (readonly [string, ReadonlyMap<number, readonly MetricSample[]>])[],
): PrometheusHistory {
  const ordered = targets.map(([url, moments]) => ({
    url,
    moments: [...moments].toSorted(([a], [b]) => a - b),
  }));
  const gaps = ordered
    .flatMap(({ moments }) =>
      moments.slice(1).map(([at], index) => at - (moments[index]?.[0] ?? 0)),
    )
    .toSorted((a, b) => a - b);
  // Most gaps are one interval.
  const intervalMs = gaps[Math.floor(gaps.length / 2)] ?? 1;
  const times = ordered.flatMap(({ moments }) => moments.map(([at]) => at));
  const from = times.reduce((least, at) => Math.min(least, at), Infinity);
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity);
  const histories = ordered.map(({ url, moments }): History => ({
    target: { url, arm: undefined },
    scrapes: moments.map(([at, samples]): Scrape => ({
      at,
      samples,
      round: Math.round((at - from) / intervalMs),
    })),
  }));
  const count = times.length === 0 ? 0 : Math.round((to - from) / intervalMs) + 1;
  return { histories, rounds: { count, intervalMs } };
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, and values. */
  readonly values: readonly (readonly [number, number])[];
}

function seriesIn(text: string, source: string): readonly Series[] {
  const answer = parse(text, source);
  const data = isRecord(answer) ? answer['data'] : undefined;
  const result = isRecord(data) && data['resultType'] === 'matrix' ? data['result'] : undefined;
  if (!Array.isArray(result)) throw unexpected(source);
  return result.map((each: unknown) => {
    const metric = isRecord(each) ? each['metric'] : undefined;
    const values = isRecord(each) ? each['values'] : undefined;
    if (!isRecord(metric) || !Array.isArray(values)) throw unexpected(source);
    return {
      metric: Object.fromEntries(
        Object.entries(metric).map(([name, value]) => [name, String(value)]),
      ),
      values: values.map((pair: unknown) => pairOf(pair, source)),
    };
  });
}

function pairOf(pair: unknown, source: string): readonly [number, number] {
  const [at, value]: readonly unknown[] = Array.isArray(pair) ? pair : [];
  if (typeof at !== 'number' || typeof value !== 'string') throw unexpected(source);
  return [Math.round(at * 1000), numberOf(value)];
}

/** Prometheus writes `+Inf`, `-Inf` and `NaN`. */
function numberOf(text: string): number {
  return Number(text.replace(/^\+?(-?)Inf$/, '$1Infinity'));
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpected(source);
  }
}

function unexpected(source: string): AqeError {
  return new AqeError('DATA_INVALID', `${source} did not answer as a Prometheus server does`, {
    hint: 'Give the address of its web page, such as http://localhost:9090.',
  });
}
