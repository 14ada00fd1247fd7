import { onTestFinished } from 'vitest';
import type { FleetStore } from '../../src/core/fleet-store.ts';
import type {
  AcceptOptions,
  NewTask,
  StoredTask,
  TaskEnd,
  TaskQueue,
} from '../../src/core/tasks/task-queue.ts';
import type { TaskRecord } from '../../src/core/tasks/task-record.ts';
import { START } from './budget-requests.ts';

/** Data that nobody else uses. */
export interface QueuePlace {
  /** One more handle on the same data. */
  open(): Promise<Pick<FleetStore, 'tasks' | 'close'>>;
}

export const LEASE_MS = 15_000;
export const roomy: AcceptOptions = { limit: 1000 };

export async function openedAt(place: QueuePlace): Promise<TaskQueue> {
  const store = await place.open();
  onTestFinished(async () => store.close());
  return store.tasks;
}

export function newTask(id: string, changes: Partial<NewTask> = {}): NewTask {
  return {
    id,
    fingerprint: `what ${id} asks`,
    agentType: 'test-generator',
    taskType: 'unit-tests',
    priority: 0,
    request: { description: `do ${id}` },
    admission: {
      features: { multiModelRouter: true, streaming: false },
      variant: 'stable',
      generation: 3,
    },
    at: START,
    ...changes,
  };
}

export function claimOf(
  replica: string,
  now = START,
): { replica: string; now: number; leaseMs: number } {
  return { replica, now, leaseMs: LEASE_MS };
}

export function success({ record }: StoredTask, changes: Partial<TaskEnd> = {}): TaskEnd {
  const { id, attempts } = record;
  return { id, attempt: attempts, status: 'succeeded', at: START + 900, ...changes };
}

export async function oneClaimed(
  queue: TaskQueue,
  replica: string,
  now = START,
): Promise<StoredTask> {
  const [task] = await queue.claim(claimOf(replica, now), 1);
  if (task === undefined) throw new Error('nothing waits');
  return task;
}

export function idsOf(tasks: readonly StoredTask[]): string[] {
  return tasks.map(({ record }) => record.id);
}

export async function recordsOf(
  queue: TaskQueue,
  query: Parameters<TaskQueue['records']>[0] = { from: 0, to: START * 2 },
): Promise<TaskRecord[]> {
  const records: TaskRecord[] = [];
  for await (const record of queue.records(query)) records.push(record);
  return records;
}
