import type { Context } from '../../cli/context.ts';

/** Waits so many milliseconds, or until the run is interrupted. */
export async function pauseUntil({ ports, signal }: Context, ms: number): Promise<void> {
  const scheduler = await ports.scheduler();
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
