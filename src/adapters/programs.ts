import { kill, platform } from 'node:process';
import type { Programs } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** Characters that are kept. */
const MOST_OUTPUT = 16 * 1_048_576;
const TOLD = 8000;
/** Milliseconds to put things in order. */
const GRACE_MS = 2000;

/** Runs commands through the shell, as npm runs scripts. */
export const programs: Programs = {
  run: async (command, { cwd, env, timeoutMs, signal }) => {
    const { execa } = await import('execa');
    const child = execa(command, {
      shell: true,
      // A group of its own: a shell that is ended does not end what it began.
      detached: platform !== 'win32',
      cwd,
      env,
      reject: false,
      all: true,
      stdin: 'ignore',
      maxBuffer: MOST_OUTPUT,
    });
    const timers: NodeJS.Timeout[] = [];
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      end(child.pid, 'SIGTERM');
      timers.push(setTimeout(end, GRACE_MS, child.pid, 'SIGKILL'));
    };
    timers.push(setTimeout(stop, timeoutMs));
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { exitCode, stdout, all, durationMs } = await child;
      if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
      const code = isStopped ? undefined : exitCode;
      return { exitCode: code, output: stdout, tail: all.slice(-TOLD), durationMs };
    } finally {
      signal.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
    }
  },
};

/** Ends a program and all that it began. */
function end(pid: number | undefined, how: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    kill(platform === 'win32' ? pid : -pid, how);
  } catch {
    // It is over already.
  }
}
