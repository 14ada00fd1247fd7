import { type FeatureFlags, featuresOf, type FeatureSubject } from '../core/flags/feature-flags.ts';

/** Flags, and where they differ. What is left out is off, or as it is without the override. */
export interface FeatureFlagConfig {
  readonly flags: Partial<FeatureFlags>;
  readonly overrides?: {
    readonly agentType?: Readonly<Record<string, Partial<FeatureFlags>>>;
    readonly environment?: Readonly<Record<string, Partial<FeatureFlags>>>;
  };
}

/** Says which features are on: an override for the environment comes first, then one for the agent type, then the flag. */
export class FeatureFlagManager {
  readonly #config: FeatureFlagConfig;

  constructor(config: FeatureFlagConfig) {
    this.#config = config;
  }

  /** Whether a feature is on; false for one that nobody knows. */
  isEnabled(
    feature: string,
    subject: Pick<FeatureSubject, 'agentType' | 'environment'> = {},
  ): boolean {
    const { flags, overrides } = this.#config;
    const { agentType = {}, environment = {} } = overrides ?? {};
    const settings = {
      flags: { multiModelRouter: false, streaming: false, ...flags },
      overrides: { agentType, environment },
      rollout: { percent: 100, salt: '' },
    };
    return new Map(Object.entries(featuresOf(settings, subject))).get(feature) ?? false;
  }
}
