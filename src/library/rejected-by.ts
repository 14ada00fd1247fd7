import { setTimeout as sleep } from 'node:timers/promises';
import { AqeError } from '../errors.ts';

/** Waits for work to end, whatever comes of it, but not for long. */
export async function atMost(work: Promise<unknown>, ms: number): Promise<void> {
  const waited = new AbortController();
  await Promise.race([
    Promise.allSettled([work]),
    sleep(ms, undefined, { signal: waited.signal }).catch(() => undefined),
  ]);
  waited.abort();
}

/**
 * Rejects when a task has to end.
 * @throws AqeError TASK_TIMEOUT, INTERRUPTED
 */
export async function rejectedBy(end: AbortSignal, timeout: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(
        timeout.aborted
          ? new AqeError('TASK_TIMEOUT', 'the task took longer than fleet.taskTimeout')
          : new AqeError('INTERRUPTED', 'the task was stopped'),
      );
    };
    if (end.aborted) stop();
    else end.addEventListener('abort', stop, { once: true });
  });
}
