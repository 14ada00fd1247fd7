import type { Feature, FeatureOverrides } from '../../core/flags/feature-flags.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { FlagSources } from '../../core/flags/flag-sources.ts';
import type { EffectiveInput } from '../effective/layers.ts';
import { sourceOf } from '../effective/layers.ts';
import type { Sourced } from '../effective/origin.ts';
import { leafKeys } from '../schema/leaf-keys.ts';
import type { FleetSettings } from '../settings/fleet-settings.ts';
import { settingsOf } from '../settings/load-settings.ts';
import { sharedSettings } from './shared-settings.ts';

/** The settings with what the shared store says, and who decided about each flag. */
export interface EffectiveSettings {
  readonly settings: FleetSettings;
  readonly sources: FlagSources;
  /** Of the shared flags in it. */
  readonly generation: number;
}

/**
 * Puts the flags of the shared store below the environment and above the file.
 * @throws AqeError CONFIG_INVALID, ENV_INVALID
 */
export function effectiveSettings(
  given: Omit<EffectiveInput, 'store'>,
  shared: SharedFlags,
): EffectiveSettings {
  const input = { ...given, store: sharedSettings(shared) };
  const settings = settingsOf(input);
  const { features } = settings;
  const overrides = withShared(features.overrides, shared);
  return {
    settings: { ...settings, features: { ...features, overrides } },
    sources: {
      multiModelRouter: flagOrigin('multiModelRouter', input).origin,
      streaming: flagOrigin('streaming', input).origin,
    },
    generation: shared.generation,
  };
}

/**
 * The value of a flag before overrides, who decided about it, and where: the variable, or `file:line:column`.
 * @throws AqeError ENV_INVALID
 */
export function flagOrigin(feature: Feature, input: EffectiveInput): Sourced {
  const path = `features.${feature}`;
  const key = leafKeys('1.0.5').find((one) => one.path.join('.') === path);
  if (key === undefined) throw new Error(`${path} is no key of the schema`);
  return sourceOf({ path: key.path, key }, input);
}

/** For each agent type and flag, the store wins over the file. */
function withShared(
  { agentType, environment }: FeatureOverrides,
  { agentTypes }: SharedFlags,
): FeatureOverrides {
  const types = new Set([...Object.keys(agentType), ...Object.keys(agentTypes)]);
  return {
    agentType: Object.fromEntries(
      [...types].map((type) => [type, { ...agentType[type], ...agentTypes[type] }]),
    ),
    environment,
  };
}
