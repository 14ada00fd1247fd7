import type { Scheduler } from './ports.ts';

/** What a pause goes by, and what ends it. */
export interface PauseParts {
  readonly scheduler: Scheduler;
  readonly signal: AbortSignal;
}

/** Resolves after so many milliseconds, at once where that is none; earlier when the signal aborts, which whoever waits has to look at. */
export async function pause(ms: number, { scheduler, signal }: PauseParts): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = scheduler.after(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
