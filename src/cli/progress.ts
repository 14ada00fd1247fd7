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
