import type { Feature, FeatureFlags, FeatureSettings } from '../../core/flags/feature-flags.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import { type FlagSource, isPinned } from '../../core/flags/flag-sources.ts';
import type { Replica } from '../../core/flags/replica-registry.ts';

/** A flag as it is here, before agent types and shares. */
export interface FlagReport {
  readonly name: Feature;
  readonly value: boolean;
  readonly source: FlagSource;
  /** The variable, or `file:line:column`; null where there is none. */
  readonly detail: string | null;
  /** Whether the shared store cannot change it here. */
  readonly pinned: boolean;
  /** What the shared store says; null when nothing. */
  readonly store: boolean | null;
}

/** A replica that lives. */
export interface ReplicaLine {
  readonly name: string;
  readonly version: string;
  readonly generation: number;
  /** Whether it has the newest flags. */
  readonly current: boolean;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly features: FeatureFlags;
  /** Flags that the shared store cannot change there. */
  readonly pinned: readonly Feature[];
  readonly problem: string | null;
}

/** What `aqe flags get --json` prints. Times are ISO 8601. */
export interface FlagsReport {
  /** Counts the changes of the shared flags; 0 before the first one. */
  readonly generation: number;
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
  readonly reason: string | null;
  readonly flags: readonly FlagReport[];
  /** Flags that differ for agent types, from store and file together. */
  readonly agentTypes: Readonly<Record<string, Partial<FeatureFlags>>>;
  readonly rollout: { readonly percent: number; readonly shared: boolean };
  readonly replicas: readonly ReplicaLine[];
}

/** Where a flag's value comes from on this machine. */
export interface FlagOrigin {
  readonly source: FlagSource;
  readonly detail: string | null;
}

/** What the report is made of. */
export interface FlagsReading {
  readonly shared: SharedFlags;
  readonly features: FeatureSettings;
  readonly origins: Readonly<Record<Feature, FlagOrigin>>;
  readonly replicas: readonly Replica[];
}

const features: readonly Feature[] = ['multiModelRouter', 'streaming'];

/** Puts shared flags, this machine's settings and the replicas' reports together. */
export function flagsReport(reading: FlagsReading): FlagsReport {
  const { shared, features: settings, replicas } = reading;
  const isSet = shared.generation > 0;
  return {
    generation: shared.generation,
    updatedAt: isSet ? new Date(shared.updatedAt).toISOString() : null,
    updatedBy: isSet ? shared.updatedBy : null,
    reason: isSet && shared.reason !== '' ? shared.reason : null,
    flags: features.map((name) => flagReport(name, reading)),
    agentTypes: settings.overrides.agentType,
    rollout: {
      percent: settings.rollout.percent,
      shared: shared.rolloutPercent !== undefined,
    },
    replicas: replicas.map((replica) => replicaLine(replica, shared.generation)),
  };
}

function flagReport(
  name: Feature,
  { shared, features: settings, origins }: FlagsReading,
): FlagReport {
  const { source, detail } = origins[name];
  return {
    name,
    value: settings.flags[name],
    source,
    detail,
    pinned: isPinned(source),
    store: shared.flags[name] ?? null,
  };
}

function replicaLine(replica: Replica, newest: number): ReplicaLine {
  const { name, version, generation, startedAt, seenAt, sources, problem } = replica;
  return {
    name,
    version,
    generation,
    current: generation >= newest,
    startedAt: new Date(startedAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    features: replica.features,
    pinned: features.filter((feature) => isPinned(sources[feature])),
    problem: problem ?? null,
  };
}
