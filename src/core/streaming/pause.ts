import type { Scheduler } from '../ports.ts';

/** Resolves after so many milliseconds, or when the signal aborts. */
export async function pause(ms: number, scheduler: Scheduler, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = scheduler.after(ms, wake);
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
  });
}
