import type { EffectiveInput } from '../config/effective/layers.ts';
import { storeTarget } from '../config/settings/store-target.ts';
import type { FeatureSettings } from '../core/flags/feature-flags.ts';
import type { FlagStore } from '../core/flags/flag-store.ts';
import type { Scheduler } from '../core/ports.ts';
import type { Logger } from '../fleet/agent/logger.ts';
import type { Machine } from './machine.ts';
import type { ReadConfig } from './read-config.ts';

/** Features that follow the configuration file and the flags of the database. */
export interface LiveFeatures {
  readonly current: () => FeatureSettings;
  readonly close: () => Promise<void>;
}

interface Following {
  readonly machine: Machine;
  readonly config: ReadConfig;
  readonly logger: Logger;
  readonly onChange: () => void;
}

const POLL_MS = 2000;

/**
 * Follows the flags of the fleet's database, and the file where the configuration has one. What is wrong is told to the log, and changes nothing.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function followFeatures(following: Following): Promise<LiveFeatures> {
  const { machine, config } = following;
  const { ports, cwd } = machine;
  const target = storeTarget(config.settings.database);
  const store = await ports.store(target, { cwd, absent: 'create' });
  const scheduler = await ports.scheduler();
  const follow = config.path === undefined ? followStore : followFile;
  const { current, stop } = await follow(following, { shared: store.flags, scheduler });
  return {
    current,
    close: async () => {
      await stop();
      await store.close();
    },
  };
}

interface Followed {
  readonly current: () => FeatureSettings;
  readonly stop: () => Promise<void>;
}

interface Source {
  readonly shared: FlagStore;
  readonly scheduler: Scheduler;
}

async function followFile(
  { machine, config, logger, onChange }: Following,
  { shared, scheduler }: Source,
): Promise<Followed> {
  const { LiveSettings } = await import('../config/live/live-settings.ts');
  const { watchFileFrom } = await import('../adapters/watch-file.ts');
  const { env, dotEnv } = config.input;
  const live = await LiveSettings.open({
    files: await machine.files(),
    file: config.path,
    env,
    ...(dotEnv === undefined ? {} : { dotEnv }),
    scheduler,
    watchFile: watchFileFrom(machine.cwd),
    shared,
    onChange,
    onProblem: (problem) => {
      logger.warn(problem);
    },
  });
  return {
    current: () => live.current().settings.features,
    stop: async () => live.stop(),
  };
}

async function followStore(
  { config, logger, onChange }: Following,
  { shared, scheduler }: Source,
): Promise<Followed> {
  const { FlagFollower } = await import('../core/flags/flag-follower.ts');
  const { effectiveSettings } = await import('../config/live/effective-settings.ts');
  const input: EffectiveInput = config.input;
  let { features } = config.settings;
  const follower = new FlagFollower(shared, {
    scheduler,
    pollMs: POLL_MS,
    onFlags: (flags) => {
      ({ features } = effectiveSettings(input, flags).settings);
      onChange();
    },
    onFailure: (error) => {
      logger.warn('the flags cannot be read', error);
    },
  });
  await follower.look();
  return { current: () => features, stop: async () => follower.stop() };
}
