import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { commandLine } from '../../rollout/stages/scale-plan.ts';
import type { DeploymentStep } from './deployment-steps.ts';

/**
 * Runs the steps of a cluster in their order, and says each before.
 * @throws AqeError KUBECTL_FAILED with what kubectl said, INTERRUPTED
 */
export async function runSteps(context: Context, steps: readonly DeploymentStep[]): Promise<void> {
  const run = await context.ports.kubectl(context);
  let printed = '';
  for (const { args, piped } of steps) {
    context.reporter.note(`$ ${commandLine(args)}`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { ok, output, stdout } = await run(args, piped ? printed : undefined);
    if (!ok) {
      throw new AqeError('KUBECTL_FAILED', `${commandLine(args)} failed: ${output.trim()}`, {
        hint: 'The files are restored. Mend what kubectl says, and call it again.',
      });
    }
    printed = stdout;
  }
}
