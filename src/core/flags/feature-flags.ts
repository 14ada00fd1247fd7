/** What 1.0.5 can do beyond 1.0.4. */
export type Feature = 'multiModelRouter' | 'streaming';

/** Which of them are on. */
export type FeatureFlags = Readonly<Record<Feature, boolean>>;

/** Flags that differ for some tasks. */
export interface FeatureOverrides {
  readonly agentType: Readonly<Record<string, Partial<FeatureFlags>>>;
  readonly environment: Readonly<Record<string, Partial<FeatureFlags>>>;
}

/** The share of tasks that gets the features. */
export interface Rollout {
  /** 0 to 100. */
  readonly percent: number;
  /** Another salt chooses other tasks. */
  readonly salt: string;
}

/** All that decides about features. */
export interface FeatureSettings {
  readonly flags: FeatureFlags;
  readonly overrides: FeatureOverrides;
  readonly rollout: Rollout;
}

/** Whose flags are asked for. */
export interface FeatureSubject {
  readonly agentType?: string | undefined;
  /** For example `production`. */
  readonly environment?: string | undefined;
  /** What the share of the rollout is drawn by; without one a task is always in. */
  readonly taskKey?: string | undefined;
}

/** The flags of a task: the environment's override wins, then the agent type's, then the flag; a task outside of the rollout has none. */
export function featuresOf(settings: FeatureSettings, subject: FeatureSubject): FeatureFlags {
  const { agentType, environment, taskKey } = subject;
  const { flags, overrides, rollout } = settings;
  const included = taskKey === undefined || isInRollout(rollout, taskKey);
  const here = ownValue(overrides.environment, environment);
  const forType = ownValue(overrides.agentType, agentType);
  const isOn = (feature: Feature): boolean =>
    included && (here?.[feature] ?? forType?.[feature] ?? flags[feature]);
  return { multiModelRouter: isOn('multiModelRouter'), streaming: isOn('streaming') };
}

function ownValue<T>(map: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

const BUCKETS = 10_000;

/** Whether a task belongs to the share. Monotone: a task that is in stays in when the share grows. */
export function isInRollout({ percent, salt }: Rollout, taskKey: string): boolean {
  return hash(salt + taskKey) % BUCKETS < (percent * BUCKETS) / 100;
}

/** FNV-1a, 32 bits, over UTF-16 units, with the finalizer of MurmurHash3: similar keys end far apart. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85_eb_ca_6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2_b2_ae_35);
  return (value ^ (value >>> 16)) >>> 0;
}
