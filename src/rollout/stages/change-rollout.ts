import type { FlagContent, FlagStore, SharedFlags } from '../../core/flags/flag-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { type FlagUpdate, updateFlags } from '../../core/flags/update-flags.ts';

/** A change of a rollout, and what the audit trail tells of it. */
export interface RolloutChange extends Omit<FlagUpdate, 'update'> {
  /** The stage as it was when the change was decided. */
  readonly rollout: StagedRollout;
  readonly make: (content: FlagContent) => FlagContent;
}

/**
 * Changes a rollout that is still where it was.
 * @returns undefined when it is not: somebody else has changed it meanwhile
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function changeRollout(
  store: FlagStore,
  { rollout, make, ...change }: RolloutChange,
): Promise<SharedFlags | undefined> {
  try {
    return await updateFlags(store, {
      ...change,
      update: (content) => {
        if (!isSameStage(content.rollout, rollout)) throw new MovedOn();
        return make(content);
      },
    });
  } catch (error) {
    if (error instanceof MovedOn) return undefined;
    throw error;
  }
}

/** Whether a rollout is still running in the same stage. */
function isSameStage(one: StagedRollout | undefined, other: StagedRollout): boolean {
  return one?.id === other.id && one.stage === other.stage && one.status === other.status;
}

class MovedOn extends Error {}
