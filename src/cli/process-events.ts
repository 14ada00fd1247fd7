import type { OutputStream } from './world.ts';

/** A signal that aborts at the first Ctrl-C or SIGTERM; the second one ends the process at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    const listener = (): void => {
      if (!controller.signal.aborted) {
        // It stays: execa, which waits for programs, ends the process at a signal that nobody else listens to.
        controller.abort();
        return;
      }
      process.off(name, listener);
      process.kill(process.pid, name);
    };
    process.on(name, listener);
  }
  return controller.signal;
}

/** Calls back at each SIGHUP, which ends the process else. @returns stops it */
export function onHangup(listener: () => void): () => void {
  process.on('SIGHUP', listener);
  return () => {
    process.off('SIGHUP', listener);
  };
}

const guarded = new WeakSet<OutputStream>();

/** `aqe … | head -1`: the reader going away is no error; later writes go nowhere. */
export function ignoreClosedPipe(stream: OutputStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
