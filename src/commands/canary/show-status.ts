import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { disturbance } from '../../rollout/stages/transitions.ts';
import { withFlags } from '../flags/open-flags.ts';
import type { SourceOptions } from './look-source.ts';
import { lookNow } from './promote-canary.ts';
import { rolloutState } from './rollout-state.ts';
import { renderState } from './rollout-text.ts';

/** What `aqe canary status` was asked for. */
export interface StatusOptions extends SourceOptions {
  readonly config?: string | undefined;
}

/**
 * Prints how the rollout stands, and what the last look that is due says.
 * @throws AqeError CONFIG_…, STORE_UNAVAILABLE, and what the source throws
 */
export async function showStatus(context: Context, options: StatusOptions): Promise<ExitCode> {
  return withFlags(context, { config: options.config, absent: 'empty' }, async ({ store }) => {
    const shared = await store.flags.read();
    const { rollout } = shared;
    const isRunning = rollout?.status === 'running';
    const taken = isRunning ? await lookNow(context, store, { rollout, options }) : undefined;
    const disturbed = isRunning ? disturbance(shared, rollout) : undefined;
    const warnings =
      disturbed === undefined ? [] : [`${disturbed}: ${shared.updatedBy} changed it.`];
    const state = await rolloutState(context, store, { action: 'none', shared, taken, warnings });
    for (const warning of state.warnings) context.reporter.warn(warning);
    context.reporter.result(state, renderState);
    return ExitCode.ok;
  });
}
