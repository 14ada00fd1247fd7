import { describe, expect, it } from 'vitest';
import type { StoredTask } from '../../src/core/tasks/task-queue.ts';
import { START } from './budget-requests.ts';
import {
  claimOf,
  idsOf,
  LEASE_MS,
  newTask,
  oneClaimed,
  openedAt,
  type QueuePlace,
  roomy,
  success,
} from './queue-place.ts';
import { taskEndContract } from './task-end-contract.ts';

/**
 * What every TaskQueue has to do, as tests.
 * @param newPlace makes an empty place; called for each test, inside of it
 */
export function taskQueueContract(newPlace: () => Promise<QueuePlace>): void {
  describe('tasks', () => {
    acceptContract(newPlace);
    claimContract(newPlace);
    leaseContract(newPlace);
    taskEndContract(newPlace);
  });
}

function acceptContract(newPlace: () => Promise<QueuePlace>): void {
  it('are kept with all that was said, for every handle', async () => {
    const place = await newPlace();
    const [one, other] = [await openedAt(place), await openedAt(place)];
    const request = { text: 'näxt “wave” \0 \uD800', list: [1, null, { __proto__x: true }] };
    const task = newTask('a', { request, priority: -3, idempotencyKey: 'key' });
    const outcome = await one.accept(task, roomy);
    expect(outcome).toMatchObject({
      kind: 'accepted',
      task: {
        request,
        admission: task.admission,
        cancelRequested: false,
        result: undefined,
        record: {
          id: 'a',
          agentType: 'test-generator',
          taskType: 'unit-tests',
          variant: 'stable',
          status: 'queued',
          priority: -3,
          acceptedAt: START,
          attempts: 0,
          startedAt: undefined,
          cost: undefined,
        },
      },
    });
    expect(outcome).toHaveProperty('task', await other.get('a'));
    expect(await other.get('b')).toBeUndefined();
    expect(await other.depth()).toEqual({ queued: 1, running: 0 });
  });

  it('are accepted once for each key', async () => {
    const place = await newPlace();
    const [one, other] = [await openedAt(place), await openedAt(place)];
    const task = newTask('a', { idempotencyKey: 'key', fingerprint: 'same' });
    await one.accept(task, roomy);
    expect(await other.accept({ ...task, id: 'b' }, roomy)).toMatchObject({
      kind: 'known',
      task: { record: { id: 'a' } },
    });
    const another = { ...task, id: 'c', fingerprint: 'other' };
    expect(await one.accept(another, roomy)).toMatchObject({
      kind: 'conflict',
      task: { record: { id: 'a' } },
    });
    expect(await one.accept(newTask('d'), roomy)).toMatchObject({ kind: 'accepted' });
    expect(await one.accept(newTask('e'), roomy)).toMatchObject({ kind: 'accepted' });
    expect(await one.depth()).toEqual({ queued: 3, running: 0 });
  });

  it('are accepted again when the answer was lost, also after the end', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    await queue.finish(success(await oneClaimed(queue, 'r1')));
    expect(await queue.accept(newTask('a'), roomy)).toMatchObject({
      kind: 'accepted',
      task: { record: { status: 'succeeded' } },
    });
  });

  it('are refused while too many wait', async () => {
    const queue = await openedAt(await newPlace());
    const limit = 2;
    await queue.accept(newTask('a'), { limit });
    await queue.accept(newTask('b'), { limit });
    expect(await queue.accept(newTask('c'), { limit })).toEqual({ kind: 'full' });
    expect(await queue.accept(newTask('b'), { limit })).toMatchObject({ kind: 'accepted' });
    await oneClaimed(queue, 'r1');
    expect(await queue.accept(newTask('c'), { limit })).toMatchObject({ kind: 'accepted' });
  });

  it('begin at once for a replica that has room', async () => {
    const queue = await openedAt(await newPlace());
    const claim = claimOf('r1', START + 5);
    expect(await queue.accept(newTask('a'), { limit: 0, claim })).toMatchObject({
      kind: 'accepted',
      task: { record: { status: 'running', attempts: 1, startedAt: START + 5, replica: 'r1' } },
    });
    expect(await queue.claim(claimOf('r2'), 9)).toEqual([]);
    expect(await queue.recover({ now: START + 5 + LEASE_MS, maxAttempts: 3 })).toBe(1);
    expect(await oneClaimed(queue, 'r2')).toMatchObject({ record: { id: 'a', attempts: 2 } });
  });
}

function claimContract(newPlace: () => Promise<QueuePlace>): void {
  it('are begun by priority, then in the order of their arrival', async () => {
    const queue = await openedAt(await newPlace());
    const priorities = { a: 0, b: 5, c: 0, d: 5, e: -1 };
    for (const [id, priority] of Object.entries(priorities)) {
      // oxlint-disable-next-line no-await-in-loop -- their order is what is tested
      await queue.accept(newTask(id, { priority }), roomy);
    }
    expect(idsOf(await queue.claim(claimOf('r1'), 3))).toEqual(['b', 'd', 'a']);
    expect(idsOf(await queue.claim(claimOf('r1'), 9))).toEqual(['c', 'e']);
    expect(await queue.claim(claimOf('r1'), 9)).toEqual([]);
    expect(await queue.depth()).toEqual({ queued: 0, running: 5 });
  });

  it('are each begun by one replica, however many want them at once', async () => {
    const place = await newPlace();
    const first = await openedAt(place);
    const ids = Array.from({ length: 40 }, (_, index) => `task-${index}`);
    await Promise.all(ids.map(async (id) => first.accept(newTask(id), roomy)));
    const claimed = await Promise.all(
      ['r1', 'r2', 'r3', 'r4'].map(async (replica) => {
        const queue = await openedAt(place);
        const tasks: StoredTask[] = [];
        for (let round = 0; round < 20; round += 1) {
          // oxlint-disable-next-line no-await-in-loop -- each asks again and again
          tasks.push(...(await queue.claim(claimOf(replica), 3)));
        }
        return tasks;
      }),
    );
    expect(idsOf(claimed.flat()).toSorted()).toEqual(ids.toSorted());
  });
}

function leaseContract(newPlace: () => Promise<QueuePlace>): void {
  it('are begun again after their lease ran out, and not before', async () => {
    const place = await newPlace();
    const [one, other] = [await openedAt(place), await openedAt(place)];
    await one.accept(newTask('a'), roomy);
    const lost = await oneClaimed(one, 'r1');
    expect(await other.recover({ now: START + LEASE_MS - 1, maxAttempts: 3 })).toBe(0);
    expect(await other.recover({ now: START + LEASE_MS, maxAttempts: 3 })).toBe(1);
    const again = await oneClaimed(other, 'r2', START + LEASE_MS);
    expect(again.record).toMatchObject({ id: 'a', attempts: 2, replica: 'r2' });
    // The first replica was not dead, only asleep.
    expect(await one.renew(claimOf('r1'), ['a'])).toEqual([]);
    expect(await one.release({ id: 'a', attempt: 1 }, START)).toBe(false);
    expect(await one.finish(success(lost, { result: 'stale' }))).toBe(false);
    expect(await other.finish(success(again, { result: 'fresh' }))).toBe(true);
    expect(await one.finish(success(lost, { result: 'stale' }))).toBe(false);
    expect(await one.get('a')).toMatchObject({
      result: 'fresh',
      record: { status: 'succeeded', attempts: 2 },
    });
  });

  it('end in the name of whoever began them, when nobody took them over', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    const late = await oneClaimed(queue, 'r1');
    expect(await queue.finish(success(late, { at: START + 2 * LEASE_MS }))).toBe(true);
    expect(await queue.recover({ now: START + 2 * LEASE_MS, maxAttempts: 3 })).toBe(0);
  });

  it('tell a replica that took over from itself which attempt is its last', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    const first = await oneClaimed(queue, 'r1');
    await queue.recover({ now: START + LEASE_MS, maxAttempts: 3 });
    await oneClaimed(queue, 'r1', START + LEASE_MS);
    expect(await queue.renew(claimOf('r1'), ['a'])).toMatchObject([{ id: 'a', attempt: 2 }]);
    expect(await queue.finish(success(first))).toBe(false);
  });

  it('are kept as long as they are renewed, by their own replica', async () => {
    const queue = await openedAt(await newPlace());
    await Promise.all(['a', 'b', 'c'].map(async (id) => queue.accept(newTask(id), roomy)));
    await queue.claim(claimOf('r1'), 2);
    const later = START + 10_000;
    const held = await queue.renew(claimOf('r1', later), ['a', 'c', 'nobody']);
    expect(held).toEqual([{ id: 'a', attempt: 1, cancelRequested: false }]);
    expect(await queue.renew(claimOf('r2', later), ['b'])).toEqual([]);
    expect(await queue.recover({ now: START + LEASE_MS, maxAttempts: 3 })).toBe(1);
    expect(idsOf(await queue.claim(claimOf('r2'), 9))).toEqual(['b', 'c']);
  });

  it('fail when they were begun too often', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    await oneClaimed(queue, 'r1');
    await queue.recover({ now: START + LEASE_MS, maxAttempts: 2 });
    await oneClaimed(queue, 'r1', START + LEASE_MS);
    const now = START + 2 * LEASE_MS;
    expect(await queue.recover({ now, maxAttempts: 2 })).toBe(1);
    expect(await queue.get('a')).toMatchObject({
      record: { status: 'failed', errorCode: 'TASK_LOST', finishedAt: now, attempts: 2 },
    });
  });

  it('are given back in peace', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    await oneClaimed(queue, 'r1');
    const attempt = { id: 'a', attempt: 1 };
    expect(await queue.release(attempt, START)).toBe(true);
    expect(await queue.release(attempt, START)).toBe(true);
    const again = await oneClaimed(queue, 'r2');
    expect(again.record).toMatchObject({ attempts: 2, replica: 'r2' });
    expect(await queue.release(attempt, START)).toBe(false);
  });
}
