import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { commandLine, scalePlan } from '../../rollout/stages/scale-plan.ts';
import { withFlags } from '../flags/open-flags.ts';
import { actorOf, type ActOptions, deploymentOf } from './act-options.ts';
import { rollBack, type RolloutDesk } from './rollout-desk.ts';
import { type RolloutState, rolloutState } from './rollout-state.ts';
import { renderState } from './rollout-text.ts';

/**
 * Ends a rollout that is running, and takes it back. Where none is, there is nothing to do.
 * @throws AqeError CONFIG_…, STORE_UNAVAILABLE
 */
export async function abortCanary(context: Context, options: ActOptions): Promise<ExitCode> {
  return withFlags(context, { config: options.config, absent: 'empty' }, async ({ store }) => {
    const desk = { context, store, deployment: deploymentOf(options), waitMs: options.wait };
    const shared = await store.flags.read();
    const { rollout } = shared;
    const running = rollout?.status === 'running' ? rollout : undefined;
    const state =
      running === undefined
        ? await rolloutState(context, store, { shared, action: 'none' })
        : await abortOrPlan(desk, shared, { running, options });
    for (const warning of state.warnings) context.reporter.warn(warning);
    context.reporter.result(state, renderState);
    if (running === undefined) {
      context.reporter.note('No rollout is running: there is nothing to abort.');
    }
    return ExitCode.ok;
  });
}

async function abortOrPlan(
  desk: RolloutDesk,
  shared: SharedFlags,
  { running, options }: { readonly running: StagedRollout; readonly options: ActOptions },
): Promise<RolloutState> {
  const { context, store, deployment } = desk;
  const plan = deployment === undefined ? [] : scalePlan(0, deployment);
  const commands = plan.map((args) => commandLine(args));
  return options.dryRun === true
    ? rolloutState(context, store, { shared, commands, action: 'planned' })
    : abort(desk, running, { options, commands });
}

async function abort(
  desk: RolloutDesk,
  rollout: StagedRollout,
  { options, commands }: { readonly options: ActOptions; readonly commands: readonly string[] },
): Promise<RolloutState> {
  const { context, store } = desk;
  const acted = await rollBack(desk, rollout, {
    by: actorOf(options, context.env),
    reason: options.reason ?? '',
    status: 'aborted',
    taken: undefined,
  });
  if (acted !== undefined) {
    const { shared, followed } = acted;
    return rolloutState(context, store, { action: 'aborted', shared, followed, commands });
  }
  // It went on or ended in this moment: an abort is meant for whatever stage it is in.
  const shared = await store.flags.read();
  return shared.rollout?.status === 'running'
    ? abort(desk, shared.rollout, { options, commands })
    : rolloutState(context, store, { action: 'none', shared });
}
