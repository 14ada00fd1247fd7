import type { Context } from '../../cli/context.ts';
import { effectiveSettings, flagOrigin } from '../../config/live/effective-settings.ts';
import { sharedSettings } from '../../config/live/shared-settings.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { StoreOptions } from '../../core/cost/store-target.ts';
import type { Feature } from '../../core/flags/feature-flags.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { type FlagOrigin, flagsReport, type FlagsReport } from '../../report/flags/flags-report.ts';

/** Which flags, and whether a store may be made for them. */
interface FlagsSource {
  readonly config: string | undefined;
  readonly absent: StoreOptions['absent'];
}

/** The shared flags, open. */
export interface FlagsDesk {
  readonly settings: FleetSettings;
  readonly store: FleetStore;
  /** How everything stands now. Rejects with AqeError STORE_UNAVAILABLE. */
  report(): Promise<FlagsReport>;
}

/**
 * Works with the shared flags of the configured database, and closes it.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, and what the work throws
 */
export async function withFlags<T>(
  context: Context,
  { config, absent }: FlagsSource,
  work: (desk: FlagsDesk) => Promise<T>,
): Promise<T> {
  const { files, env, dotEnv, cwd, clock, ports } = context;
  const { settings, document } = await loadSettings({ files, file: config, env, dotEnv });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent });
  const given = { env, dotEnv, document };
  const report = async (): Promise<FlagsReport> => {
    const shared = await store.flags.read();
    const input = { ...given, store: sharedSettings(shared) };
    const originOf = (feature: Feature): FlagOrigin => {
      const { origin, detail } = flagOrigin(feature, input);
      return { source: origin, detail: detail ?? null };
    };
    return flagsReport({
      shared,
      features: effectiveSettings(given, shared).settings.features,
      origins: {
        multiModelRouter: originOf('multiModelRouter'),
        streaming: originOf('streaming'),
      },
      replicas: await store.replicas.live(clock.now().getTime()),
    });
  };
  try {
    return await work({ settings, store, report });
  } finally {
    await store.close();
  }
}
