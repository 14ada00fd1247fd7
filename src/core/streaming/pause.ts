import type { Scheduler } from '../ports.ts';
import type { CallStop } from './call-stop.ts';

/** Resolves after so many milliseconds, or when the call is stopped. */
export async function pause(ms: number, scheduler: Scheduler, stop: CallStop): Promise<void> {
  if (stop.failure !== undefined) return;
  await new Promise<void>((resolve) => {
    const cancel = scheduler.after(ms, () => {
      release();
      resolve();
    });
    const release = stop.onStop(() => {
      cancel();
      resolve();
    });
  });
}
