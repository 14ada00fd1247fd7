import { quantile, sorted } from '../../core/statistics/quantile.ts';
import { wilsonInterval } from '../../core/statistics/wilson.ts';
import type { TaskRecord } from '../../core/tasks/task-record.ts';
import { groupBy } from '../group-by.ts';
import type { Slice } from '../slices.ts';
import { distributionOf } from './distribution.ts';
import type { TaskFigures, TaskGroup, TaskSlice, TaskStatistics } from './performance-report.ts';

/**
 * What there is to say of tasks that ended.
 * @param slices of the period, in order
 */
export function taskStatistics(
  records: readonly TaskRecord[],
  slices: readonly Slice[],
): TaskStatistics {
  const figures = figuresOf(records);
  const { succeeded, failed } = figures;
  const trials = succeeded + failed;
  return {
    ...figures,
    ended: records.length,
    cancelled: records.length - trials,
    errorInterval: trials === 0 ? null : wilsonInterval({ trials, events: failed }),
    latency: distributionOf(durations(records)),
    firstChunk: distributionOf(firstChunks(records)),
    byAgent: groupsOf(records, ({ agentType }) => agentType),
    byVariant: groupsOf(records, ({ variant }) => variant),
    overTime: overTime(records, slices),
    errors: errorsOf(records),
  };
}

function figuresOf(records: readonly TaskRecord[]): TaskFigures {
  const succeeded = records.filter(({ status }) => status === 'succeeded').length;
  const failed = records.filter(({ status }) => status === 'failed').length;
  const [times, chunks] = [durations(records), firstChunks(records)];
  return {
    succeeded,
    failed,
    errorRate: succeeded + failed === 0 ? null : failed / (succeeded + failed),
    p50Ms: quantileOf(times, 0.5),
    p95Ms: quantileOf(times, 0.95),
    p95FirstChunkMs: quantileOf(chunks, 0.95),
  };
}

function quantileOf(values: readonly number[], probability: number): number | null {
  return values.length === 0 ? null : quantile(sorted(values), probability);
}

function durations(records: readonly TaskRecord[]): readonly number[] {
  return records.flatMap(({ status, durationMs }) =>
    status === 'succeeded' && durationMs !== undefined ? [durationMs] : [],
  );
}

function firstChunks(records: readonly TaskRecord[]): readonly number[] {
  return records.flatMap(({ status, firstChunkMs }) =>
    status === 'succeeded' && firstChunkMs !== undefined ? [firstChunkMs] : [],
  );
}

/** The largest group first. */
function groupsOf(
  records: readonly TaskRecord[],
  nameOf: (record: TaskRecord) => string,
): readonly TaskGroup[] {
  return groupBy(records, nameOf)
    .toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([name, members]) => Object.assign({ name }, figuresOf(members)));
}

function overTime(records: readonly TaskRecord[], slices: readonly Slice[]): readonly TaskSlice[] {
  const members = slices.map((): TaskRecord[] => []);
  let place = 0;
  for (const record of records) {
    const at = record.finishedAt ?? 0;
    while (place < slices.length - 1 && at >= (slices[place]?.to ?? 0)) place += 1;
    members[place]?.push(record);
  }
  return slices.map(({ label, from }, index) =>
    Object.assign({ label, from: new Date(from).toISOString() }, figuresOf(members[index] ?? [])),
  );
}

function errorsOf(records: readonly TaskRecord[]): TaskStatistics['errors'] {
  const failures = records.filter(({ status }) => status === 'failed');
  return groupBy(failures, ({ errorCode }) => errorCode ?? 'unknown')
    .map(([code, members]) => ({ code, tasks: members.length }))
    .toSorted((one, other) => other.tasks - one.tasks || (one.code < other.code ? -1 : 1));
}
