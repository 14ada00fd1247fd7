import type { Counts } from '../../core/statistics/counts.ts';
import { growthsOf, type Growth } from '../scrape/growth.ts';
import { histogramsOf } from '../scrape/histogram-of.ts';
import type { History } from '../scrape/history.ts';
import type { FleetReading, Latencies, MemorySeries } from './fleet-reading.ts';

const TASKS = 'aqe_tasks_total';
const STREAMS = 'aqe_streams_total';
const COST = 'aqe_task_cost_usd_total';
const DURATION = 'aqe_task_duration_seconds';
const FIRST_CHUNK = 'aqe_time_to_first_chunk_seconds';
const SPAWN = 'aqe_agent_spawn_seconds';
const MEMORY = 'process_resident_memory_bytes';
const START = 'process_start_time_seconds';

const counters = [TASKS, STREAMS, COST].concat(
  [DURATION, FIRST_CHUNK, SPAWN].map((name) => `${name}_bucket`),
);

/** The metrics that a reading is made of. */
export const readMetrics: readonly string[] = [...counters, MEMORY, START];

const followed = new Set(counters);

/**
 * What the fleet did between the first and the last look at its processes, restarts in between included.
 * @param sinceStart also counts what was there at the first look
 */
export function scrapedReading(
  histories: readonly History[],
  { source, sinceStart = false }: { readonly source: string; readonly sinceStart?: boolean },
): FleetReading {
  const all = histories.map((history) =>
    growthsOf(sinceStart ? fromNothing(history) : history, followed),
  );
  const growths = all.flatMap((each) => each.growths);
  const times = histories.flatMap(({ scrapes }) => scrapes.map(({ at }) => at));
  const first = Math.min(...times);
  const last = Math.max(...times);
  const restarts = all.reduce((total, each) => total + each.restarts, 0);
  const lost = restarts - (sinceStart ? histories.length : 0);
  return {
    source,
    period: sinceStart || times.length === 0 ? undefined : { from: first, to: last },
    tasks: tasksIn(growths),
    durations: latenciesIn(growths, DURATION),
    firstChunks: latenciesIn(growths, FIRST_CHUNK),
    streams: streamsIn(growths),
    spawns: latenciesIn(growths, SPAWN),
    memory: histories.flatMap((history) => memoryIn(history)),
    costUsd: costIn(growths),
    notes:
      lost > 0
        ? [`${lost} restarts: what was counted between the last look and a restart is lost`]
        : [],
  };
}

/** As if the process had been seen before it counted anything. */
function fromNothing({ target, scrapes }: History): History {
  const [first] = scrapes;
  if (first === undefined) return { target, scrapes };
  const nothing = { ...first, samples: [{ name: START, labels: {}, value: -1 }] };
  return { target, scrapes: [nothing, ...scrapes] };
}

function tasksIn(growths: readonly Growth[]): Counts | undefined {
  const ended = growths.filter(
    ({ name, labels }) => name === TASKS && labels['status'] !== 'cancelled',
  );
  if (ended.length === 0) return undefined;
  return {
    trials: sum(ended),
    events: sum(ended.filter(({ labels }) => labels['status'] === 'failed')),
  };
}

function streamsIn(growths: readonly Growth[]): Counts | undefined {
  const streams = growths.filter(
    ({ name, labels }) => name === STREAMS && labels['outcome'] !== 'aborted',
  );
  if (streams.length === 0) return undefined;
  return {
    trials: sum(streams),
    events: sum(streams.filter(({ labels }) => labels['outcome'] !== 'completed')),
  };
}

function costIn(growths: readonly Growth[]): number | undefined {
  const costs = growths.filter(({ name }) => name === COST);
  return costs.length === 0 ? undefined : sum(costs);
}

function sum(growths: readonly Growth[]): number {
  return growths.reduce((total, { increase }) => total + increase, 0);
}

function latenciesIn(growths: readonly Growth[], name: string): Latencies | undefined {
  // Both arms are one here.
  const together = growths.map((growth) => ({ ...growth, arm: 'stable' as const }));
  const found = histogramsOf(together, name);
  return found.kind === 'histogram'
    ? { kind: 'histogram', histogram: found.histograms.stable }
    : undefined;
}

/** A target that was restarted is several processes. */
function memoryIn({ target, scrapes }: History): readonly MemorySeries[] {
  const series = new Map<number | undefined, MemorySeries['samples'][number][]>();
  for (const { at, samples } of scrapes) {
    const valueOf = (wanted: string): number | undefined =>
      samples.find(({ name }) => name === wanted)?.value;
    const bytes = valueOf(MEMORY);
    if (bytes === undefined || !Number.isFinite(bytes)) continue;
    const started = valueOf(START);
    series.set(started, [...(series.get(started) ?? []), { at, bytes }]);
  }
  return [...series.values()].map((samples) => ({ name: target.url, samples }));
}
