import type { TaskRecord } from '../../core/tasks/task-record.ts';
import type { FleetReading } from './fleet-reading.ts';

const NANO = 1e9;

/** What the fleet did, by the tasks that its store has kept: exact, but without memory, streams and agents. */
export async function storedReading(
  records: AsyncIterable<TaskRecord>,
  period: { readonly from: number; readonly to: number },
): Promise<FleetReading> {
  const durations: number[] = [];
  const firstChunks: number[] = [];
  let [trials, events, cost] = [0, 0, 0];
  for await (const record of records) {
    if (record.status !== 'succeeded' && record.status !== 'failed') continue;
    trials += 1;
    events += record.status === 'failed' ? 1 : 0;
    cost += record.cost ?? 0;
    if (record.durationMs !== undefined) durations.push(record.durationMs);
    if (record.firstChunkMs !== undefined) firstChunks.push(record.firstChunkMs);
  }
  return {
    source: "the tasks in the fleet's store",
    period,
    tasks: { trials, events },
    durations: { kind: 'samples', values: durations },
    firstChunks: { kind: 'samples', values: firstChunks },
    streams: undefined,
    spawns: undefined,
    memory: [],
    costUsd: cost / NANO,
    notes: [],
  };
}
