import { expect, it } from 'vitest';
import { START } from './budget-requests.ts';
import {
  claimOf,
  LEASE_MS,
  newTask,
  oneClaimed,
  openedAt,
  type QueuePlace,
  recordsOf,
  roomy,
  success,
} from './queue-place.ts';

/** How tasks end, and what is kept of them, as tests; see `taskQueueContract`. */
export function taskEndContract(newPlace: () => Promise<QueuePlace>): void {
  cancelContract(newPlace);
  recordContract(newPlace);
}

function cancelContract(newPlace: () => Promise<QueuePlace>): void {
  it('are cancelled while they wait', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    const cancelled = { record: { status: 'cancelled', finishedAt: START + 7, attempts: 0 } };
    expect(await queue.cancel('a', START + 7)).toMatchObject(cancelled);
    expect(await queue.cancel('a', START + 9)).toMatchObject(cancelled);
    expect(await queue.cancel('b', START)).toBeUndefined();
    expect(await queue.claim(claimOf('r1'), 9)).toEqual([]);
  });

  it('are asked to stop while they run, and stop whatever becomes of their replica', async () => {
    const queue = await openedAt(await newPlace());
    await Promise.all(['a', 'b', 'c'].map(async (id) => queue.accept(newTask(id), roomy)));
    const [first] = await queue.claim(claimOf('r1'), 9);
    for (const id of ['a', 'b', 'c']) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await queue.cancel(id, START)).toMatchObject({
        record: { status: 'running' },
        cancelRequested: true,
      });
    }
    const held = await queue.renew(claimOf('r1'), ['a', 'b', 'c']);
    expect(held.every(({ cancelRequested }) => cancelRequested)).toBe(true);
    if (first === undefined) throw new Error('nothing was claimed');
    expect(await queue.finish(success(first, { status: 'cancelled' }))).toBe(true);
    expect(await queue.release({ id: 'b', attempt: 1 }, START + 1)).toBe(true);
    expect(await queue.recover({ now: START + LEASE_MS, maxAttempts: 3 })).toBe(1);
    const statuses = (await recordsOf(queue)).map(({ id, status }) => `${id} ${status}`);
    expect(statuses).toEqual(['b cancelled', 'a cancelled', 'c cancelled']);
  });
}

function recordContract(newPlace: () => Promise<QueuePlace>): void {
  it('end with what was measured', async () => {
    const queue = await openedAt(await newPlace());
    await queue.accept(newTask('a'), roomy);
    const measured = {
      durationMs: 123.5,
      firstChunkMs: 7.25,
      cost: 1_234_567_890_123,
      tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 },
      errorCode: 'PROVIDER_FAILED',
    };
    const end = success(await oneClaimed(queue, 'r1'), {
      ...measured,
      status: 'failed',
      result: { text: 'half of it', none: null },
      errorMessage: 'it was cut\0 short',
    });
    expect(await queue.finish(end)).toBe(true);
    // The answer may have been lost on its way.
    expect(await queue.finish(end)).toBe(true);
    expect(await queue.get('a')).toMatchObject({
      result: end.result,
      errorMessage: 'it was cut short',
    });
    expect(await recordsOf(queue)).toMatchObject([
      { ...measured, id: 'a', status: 'failed', finishedAt: START + 900, replica: 'r1' },
    ]);
  });

  it('are read by when they ended, and by their variant', async () => {
    const queue = await openedAt(await newPlace());
    await Promise.all(
      Array.from({ length: 520 }, async (_, index) => {
        const variant = index % 4 === 0 ? 'canary' : 'stable';
        const task = newTask(`t${index}`);
        const admission = { ...task.admission, variant };
        await queue.accept({ ...task, admission }, roomy);
      }),
    );
    const tasks = await queue.claim(claimOf('r1'), 1000);
    await Promise.all(
      tasks.map(async (task, index) => queue.finish(success(task, { at: START + (index % 3) }))),
    );
    expect(await recordsOf(queue)).toHaveLength(520);
    const within = await recordsOf(queue, { from: START + 1, to: START + 2 });
    expect(new Set(within.map(({ finishedAt }) => finishedAt))).toEqual(new Set([START + 1]));
    const canary = await recordsOf(queue, { from: START, to: START + 9, variant: 'canary' });
    expect(canary).toHaveLength(130);
    expect(new Set(canary.map(({ id }) => id)).size).toBe(130);
    expect(await queue.forget(START + 1)).toBe(174);
    expect(await recordsOf(queue)).toHaveLength(346);
  });
}
