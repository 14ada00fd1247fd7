import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { commandLine } from '../../rollout/stages/scale-plan.ts';

/**
 * Runs commands of kubectl, one after the other, and says each before.
 * @throws AqeError KUBECTL_FAILED with what kubectl said, INTERRUPTED
 */
export async function runKubectl(
  context: Context,
  commands: readonly (readonly string[])[],
): Promise<void> {
  const run = await context.ports.kubectl(context);
  for (const args of commands) {
    context.reporter.note(`$ ${commandLine(args)}`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { ok, output } = await run(args);
    if (!ok) {
      throw new AqeError('KUBECTL_FAILED', `${commandLine(args)} failed: ${output.trim()}`, {
        hint: 'Mend what kubectl says, and run it again; or leave --kubectl out.',
      });
    }
  }
}
