import { gateRules, latencyAtMost, rateAtMost } from '../../measure/bounds.ts';
import type { MemorySeries } from '../../measure/fleet-reading.ts';
import { checkOf, notMeasured } from '../check.ts';
import type { Examine } from '../subject.ts';
import { count, counted, megabytes, percent, time } from '../text.ts';
import { fleetCheck } from './bounded.ts';

const P95 = 0.95;
/** With fewer the interval of a p95 is not worth much. */
const LATENCY_FLOOR = 200;
/** With fewer there is no finite interval of a p95 at all. */
const SPAWN_FLOOR = 72;
const MEBIBYTE = 1_048_576;
/** Of a process, before its memory says anything. */
const MEMORY_SAMPLES = 30;
const MEMORY_MS = 600_000;

/** Hardly any task fails. */
export const errorRate: Examine = fleetCheck(
  { id: 'error-rate', title: 'Error rate', target: '< 0.1 %' },
  ({ tasks }) =>
    tasks === undefined
      ? 'there is no aqe_tasks_total yet: no task has ended'
      : { bound: rateAtMost(tasks, 0.001), text: percent, noun: 'tasks' },
);

/** The slowest twentieth is fast enough. */
export const p95Latency: Examine = fleetCheck(
  { id: 'p95-latency', title: 'P95 latency', target: '< 2 s' },
  ({ durations }) =>
    durations === undefined
      ? 'nothing tells how long tasks took'
      : {
          bound: latencyAtMost(durations, { probability: P95, limit: 2000, floor: LATENCY_FLOOR }),
          text: time,
          noun: 'tasks',
        },
);

/** The first text comes soon. */
export const firstChunk: Examine = fleetCheck(
  { id: 'first-chunk', title: 'P95 time to first chunk', target: '< 500 ms' },
  ({ firstChunks }) =>
    firstChunks === undefined
      ? 'nothing tells when the first text came'
      : {
          bound: latencyAtMost(firstChunks, { probability: P95, limit: 500, floor: LATENCY_FLOOR }),
          text: time,
          noun: 'tasks with text',
        },
);

/** Streams end well. */
export const streamingSuccess: Examine = fleetCheck(
  { id: 'streaming-success', title: 'Streaming success rate', target: '> 98 %' },
  ({ streams }) => {
    if (streams === undefined) {
      return 'there is no aqe_streams_total: give --target or --prometheus, with streaming on';
    }
    const bound = rateAtMost(streams, 0.02, gateRules);
    const { value, interval } = bound;
    return {
      bound: {
        ...bound,
        value: value === null ? null : 1 - value,
        interval: interval === null ? null : { low: 1 - interval.high, high: 1 - interval.low },
      },
      text: percent,
      noun: 'streams',
    };
  },
);

/** Agents are there at once. */
export const agentSpawn: Examine = fleetCheck(
  { id: 'agent-spawn', title: 'P95 agent spawn time', target: '< 100 ms' },
  ({ spawns }) =>
    spawns === undefined
      ? 'there is no aqe_agent_spawn_seconds: give --target or --prometheus'
      : {
          bound: latencyAtMost(spawns, { probability: P95, limit: 100, floor: SPAWN_FLOOR }),
          text: time,
          noun: 'agents',
        },
);

/** No process needs too much memory. */
export const memory: Examine = async (subject) => {
  const limit = 600 * MEBIBYTE;
  const wanted = { id: 'memory', title: 'Memory of each process', target: '< 600 MB' };
  const found = await subject.fleet();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { source } = found;
  const series = found.value.memory;
  const largest = Math.max(
    0,
    ...series.flatMap(({ samples }) => samples.map(({ bytes }) => bytes)),
  );
  if (largest === 0) {
    const reason = 'nothing tells the memory: give --target with --for, or --prometheus';
    return checkOf(wanted, { verdict: 'not-measured', reason, source });
  }
  const n = Math.min(...series.map(({ samples }) => samples.length));
  const known = { measured: megabytes(largest), value: largest, n, source };
  if (largest >= limit) {
    return checkOf(wanted, { ...known, verdict: 'fail', reason: 'the most that a process had' });
  }
  if (!series.every((each) => isLong(each))) {
    const reason = `${counted(n, 'sample')}; needs ${MEMORY_SAMPLES} over 10 minutes of each process: --for 10m, or --prometheus`;
    const needed = Math.max(0, MEMORY_SAMPLES - n);
    return checkOf(wanted, { ...known, verdict: 'not-measured', reason, needed });
  }
  const processes = series.length === 1 ? '1 process' : `${series.length} processes`;
  const reason = `the most that ${processes} had, in ${count(n)} samples or more`;
  return checkOf(wanted, { ...known, verdict: 'pass', reason });
};

function isLong({ samples }: MemorySeries): boolean {
  const spans = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
  return samples.length >= MEMORY_SAMPLES && spans >= MEMORY_MS;
}
