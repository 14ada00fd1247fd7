import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { isSameContent } from '../../core/flags/edit-flags.ts';
import { updateFlags } from '../../core/flags/update-flags.ts';
import { AqeError } from '../../errors.ts';
import { allOff } from '../../rollout/stages/transitions.ts';
import { actorOf } from '../canary/act-options.ts';
import { withFlags } from '../flags/open-flags.ts';

/** Whether features were switched off, and what there is to say. */
export interface SwitchedOff {
  readonly switchedOff: boolean | null;
  readonly warnings: readonly string[];
}

/** Switches the features off in the store, where anything was ever said there: replicas that still run are back at once. A store that is away holds nothing up. */
export async function switchOff(
  context: Context,
  options: {
    readonly by?: string | undefined;
    readonly reason?: string | undefined;
    readonly config?: string | undefined;
  },
): Promise<SwitchedOff> {
  try {
    return await withFlags(context, { config: options.config, absent: 'empty' }, async (desk) => {
      const { flags } = desk.store;
      const before = await flags.read();
      const at = context.clock.now().getTime();
      const act = { at, by: actorOf(options, context.env), reason: options.reason ?? '' };
      if (before.generation === 0) return { switchedOff: null, warnings: [] };
      if (isSameContent(before, allOff(before, act))) return { switchedOff: false, warnings: [] };
      await updateFlags(flags, {
        ...act,
        id: randomUUID(),
        action: 'rollback.full',
        update: (content) => allOff(content, act),
      });
      return { switchedOff: true, warnings: [] };
    });
  } catch (error) {
    if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
    return { switchedOff: null, warnings: [`The flags were not switched off: ${error.message}`] };
  }
}
