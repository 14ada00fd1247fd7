import type { ConfigDocument } from '../config/document/parse.ts';
import type { EffectiveInput } from '../config/effective/layers.ts';
import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import type { PoolSettings } from '../config/settings/pool-settings.ts';
import { AqeError } from '../errors.ts';
import type { FleetConfig } from './fleet-config.ts';
import type { Machine } from './machine.ts';

/** A configuration that was read. */
export interface ReadConfig {
  readonly settings: FleetSettings;
  readonly pools: PoolSettings;
  /** The file; undefined for a configuration that was handed over as an object. */
  readonly path: string | undefined;
  /** What the settings were made of. */
  readonly input: EffectiveInput;
}

/**
 * Reads a configuration: an object as the file has it, or a path. The environment counts as for the command line.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID
 */
export async function readConfig(
  config: FleetConfig | string | undefined,
  machine: Machine,
): Promise<ReadConfig> {
  const { loadSettings, settingsOf } = await import('../config/settings/load-settings.ts');
  const { poolSettings } = await import('../config/settings/pool-settings.ts');
  const { env } = machine;
  if (typeof config === 'object') {
    const document = await documentOf(config);
    const input = { document, env };
    return { settings: settingsOf(input), pools: poolSettings(input), path: undefined, input };
  }
  const files = await machine.files();
  const { readDotEnv } = await import('../adapters/dot-env.ts');
  const { variables } = await readDotEnv(files);
  const all = { env: { ...variables, ...env }, dotEnv: new Set(Object.keys(variables)) };
  const { settings, path, document } = await loadSettings({ files, file: config, ...all });
  const input = { document, ...all };
  return { settings, pools: poolSettings(input), path, input };
}

/** The name of a configuration that has no file. */
const NAME = 'configuration.json';

async function documentOf(config: FleetConfig): Promise<ConfigDocument> {
  const { readFleet } = await import('../config/validate/read-fleet.ts');
  return readFleet(new TextEncoder().encode(asJson(config)), NAME);
}

function asJson(config: FleetConfig): string {
  try {
    return JSON.stringify(config, null, 2);
  } catch (error) {
    throw new AqeError('CONFIG_INVALID', 'the configuration cannot be written as JSON', {
      hint: 'It holds what a file could: maps, lists, texts, numbers, true and false.',
      cause: error,
    });
  }
}
