import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import { storeEvidence } from '../../rollout/store-evidence.ts';

/** Which tasks of the store are compared. */
export interface StoreQuestion {
  /** Milliseconds back from now. */
  readonly window: number;
  /** 0 to 1; undefined: as the shared flags say. */
  readonly share?: number | undefined;
  readonly config?: string | undefined;
}

/**
 * Reads the tasks of the fleet's store.
 * @throws AqeError CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function readStoreEvidence(
  { files, env, dotEnv, cwd, clock, ports }: Context,
  { window, share, config }: StoreQuestion,
): Promise<Evidence> {
  const { settings } = await loadSettings({ files, file: config, env, dotEnv });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  const to = clock.now().getTime();
  const from = to - window;
  try {
    const configured = share ?? shareSince(await store.flags.read(), from);
    return await storeEvidence(store.tasks.records({ from, to }), { from, to, share: configured });
  } finally {
    await store.close();
  }
}

/** The configured share, when it was the same all the time. */
function shareSince({ rolloutPercent, updatedAt }: SharedFlags, from: number): number | undefined {
  const partial = rolloutPercent !== undefined && rolloutPercent > 0 && rolloutPercent < 100;
  return partial && updatedAt <= from ? rolloutPercent / 100 : undefined;
}
