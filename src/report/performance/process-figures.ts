import { findQuantile, type Histogram, totalOf } from '../../core/statistics/histogram.ts';
import { type MetricSample, parseMetrics } from '../../rollout/scrape/parse-metrics.ts';
import type { ProcessFigures } from './performance-report.ts';

const MS = 1000;

/**
 * What a process says of itself on its page of metrics.
 * @throws AqeError DATA_INVALID for a page that is none
 */
export function processFigures(page: string, url: string): ProcessFigures {
  const samples = parseMetrics(page, url);
  const spawn = histogramOf(samples, 'aqe_agent_spawn_seconds_bucket');
  const startedAt = valueOf(samples, 'process_start_time_seconds');
  const spawned = spawn === undefined ? null : totalOf(spawn);
  const p95 = spawn === undefined || spawned === 0 ? undefined : findQuantile(spawn, 0.95).estimate;
  return {
    url,
    startedAt: startedAt === null ? null : new Date(startedAt * MS).toISOString(),
    memoryBytes: valueOf(samples, 'process_resident_memory_bytes'),
    spawnP95Ms: p95 === undefined ? null : p95 * MS,
    spawned,
    streamRetries: valueOf(samples, 'aqe_stream_retries_total'),
    streamFallbacks: valueOf(samples, 'aqe_stream_fallbacks_total'),
  };
}

/** Null where it is not there, or no number. */
function valueOf(samples: readonly MetricSample[], name: string): number | null {
  const value = samples.find((sample) => sample.name === name)?.value;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** All agent types together; undefined where nothing was counted. */
function histogramOf(samples: readonly MetricSample[], name: string): Histogram | undefined {
  const cumulative = new Map<number, number>();
  for (const { name: of, labels, value } of samples) {
    if (of !== name) continue;
    const upper = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
    cumulative.set(upper, (cumulative.get(upper) ?? 0) + value);
  }
  if (cumulative.size === 0) return undefined;
  const ordered = [...cumulative].toSorted(([a], [b]) => a - b);
  return ordered.map(([upper, count], index) => ({
    upper,
    count: count - (ordered[index - 1]?.[1] ?? 0),
  }));
}
