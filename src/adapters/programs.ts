import type { Programs } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** Characters that are kept. */
const MOST_OUTPUT = 16 * 1_048_576;
const TOLD = 8000;

/** Runs commands through the shell, as npm runs scripts. */
export const programs: Programs = {
  run: async (command, { cwd, env, timeoutMs, signal }) => {
    const { execa } = await import('execa');
    const ended = await execa(command, {
      shell: true,
      cwd,
      env,
      reject: false,
      all: true,
      stdin: 'ignore',
      timeout: timeoutMs,
      cancelSignal: signal,
      maxBuffer: MOST_OUTPUT,
    });
    if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
    const { exitCode, stdout, all, durationMs } = ended;
    return { exitCode, output: stdout, tail: all.slice(-TOLD), durationMs };
  },
};
