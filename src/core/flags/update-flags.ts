import { AqeError } from '../../errors.ts';
import type { FlagChange, FlagContent, FlagStore, SharedFlags } from './flag-store.ts';

/** Who changes flags, and how. */
export interface FlagUpdate extends Omit<FlagChange, 'expected' | 'content'> {
  /** Makes the new content of what is there; called again when somebody else was faster. */
  readonly update: (content: SharedFlags) => FlagContent;
}

/** More than as many people at once as a fleet has. */
const ATTEMPTS = 20;

/**
 * Changes the flags, whatever others change meanwhile.
 * @throws AqeError STORE_UNAVAILABLE, and what `update` throws
 */
export async function updateFlags(
  store: FlagStore,
  { update, ...change }: FlagUpdate,
): Promise<SharedFlags> {
  let seen = await store.read();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a retry
    const outcome = await store.change({
      ...change,
      expected: seen.generation,
      content: update(seen),
    });
    if (outcome.kind === 'changed') return outcome.flags;
    seen = outcome.flags;
  }
  throw new AqeError('STORE_UNAVAILABLE', 'others keep changing the flags', {
    hint: 'Nothing was changed. Look at who does: aqe flags get',
  });
}
