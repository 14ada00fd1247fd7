import type { TaskRecord } from '../core/tasks/task-record.ts';
import type { Evidence } from './evidence.ts';
import { taskEvidence } from './read/task-evidence.ts';
import type { TaskFacts } from './read/task-facts.ts';

const NANO = 1e9;

/** What was read of a store, and of when. */
export interface StoreWindow {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Of canary, 0 to 1, while it did not change. */
  readonly share: number | undefined;
  /** Set for a stage of a rollout: tasks count that were admitted in it, in windows of so many milliseconds. */
  readonly windowMs?: number | undefined;
}

/** Makes evidence of the tasks that a store has kept: exact, to the task. */
export async function storeEvidence(
  records: AsyncIterable<TaskRecord>,
  { from, to, share, windowMs }: StoreWindow,
): Promise<Evidence> {
  const tasks: Record<'canary' | 'stable', TaskFacts[]> = { canary: [], stable: [] };
  for await (const record of records) {
    if (record.status !== 'succeeded' && record.status !== 'failed') continue;
    if (windowMs !== undefined && record.acceptedAt < from) continue;
    tasks[record.variant === 'canary' ? 'canary' : 'stable'].push(factsOf(record));
  }
  return {
    source: "the tasks in the fleet's store",
    memory: { kind: 'inapplicable', reason: 'canary and stable share their processes' },
    streams: { kind: 'inapplicable', reason: 'the store does not count streams' },
    replicas: undefined,
    defects: [],
    notes: [
      "A task's cost is that of its last attempt; attempts lost with a replica stand in the ledger.",
    ],
    ...taskEvidence(tasks, share, windowMs === undefined ? undefined : { from, everyMs: windowMs }),
    period: { from, to },
  };
}

function factsOf(record: TaskRecord): TaskFacts {
  return {
    failed: record.status === 'failed',
    durationMs: record.durationMs,
    // Nobody knowing what a task cost is not the same as nobody having looked.
    cost: record.cost === undefined ? null : record.cost / NANO,
    firstChunkMs: record.firstChunkMs,
    stratum: record.agentType,
    at: record.finishedAt,
  };
}
