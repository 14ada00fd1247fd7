import { setImmediate } from 'node:timers/promises';
import { AqeError } from '../errors.ts';
import type { Context } from './context.ts';

/** Shows that something is going on while work lasts: only on a terminal, and not when it would disturb. */
export async function withProgress<T>(
  { reporter, stderr }: Pick<Context, 'reporter' | 'stderr'>,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  if (stderr.isTTY !== true || reporter.quiet || reporter.json) return work();
  const { default: ora } = await import('ora');
  // Ctrl-C stays with main, which ends the run in order.
  const spinner = ora({ text, stream: stderr, discardStdin: false }).start();
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}

/** After so many the count is shown anew. */
const STEP = 10;

/** As {@link withProgress}, for work on many things: the count of them is shown, and an interrupt ends it between two. */
export async function withCount<T>(
  context: Pick<Context, 'reporter' | 'stderr' | 'signal'>,
  text: string,
  work: (onOne: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { reporter, stderr, signal } = context;
  let done = 0;
  const shows = stderr.isTTY === true && !reporter.quiet && !reporter.json;
  const { default: ora } = shows ? await import('ora') : { default: undefined };
  const spinner = ora?.({ text, stream: stderr, discardStdin: false }).start();
  try {
    return await work(async () => {
      done += 1;
      if (spinner !== undefined && done % STEP === 0) spinner.text = `${text} (${done} files)`;
      // Work that never waits would let neither the spinner turn nor a signal arrive.
      await setImmediate();
      if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
    });
  } finally {
    spinner?.stop();
  }
}
