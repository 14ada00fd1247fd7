import type { FeatureFlags } from './feature-flags.ts';
import type { FlagSources } from './flag-sources.ts';

/** What a replica says of itself. */
export interface ReplicaReport {
  /** Its own, new at each start. */
  readonly id: string;
  /** Where it runs, for people: a pod, or a host and its process. */
  readonly name: string;
  /** Of aqe. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The generation of the shared flags that its new tasks get. */
  readonly generation: number;
  readonly features: FeatureFlags;
  readonly sources: FlagSources;
  /** Why it does not run with its newest configuration; undefined when it does. */
  readonly problem?: string | undefined;
}

/** A report, and when it came. Milliseconds since 1970. */
export interface Replica extends ReplicaReport {
  readonly seenAt: number;
}

/** Who is there. Every method rejects with AqeError STORE_UNAVAILABLE. */
export interface ReplicaRegistry {
  /** Says that a replica lives, and counts it as living until `now + leaseMs`. */
  report(report: ReplicaReport, lease: ReplicaLease): Promise<void>;
  /** Those that live, in the order of their names. */
  live(now: number): Promise<readonly Replica[]>;
  /** Takes a replica out that ends in peace. */
  leave(id: string): Promise<void>;
}

/** Milliseconds; `now` counts from 1970. */
interface ReplicaLease {
  readonly now: number;
  readonly leaseMs: number;
}

/** How long the store keeps a replica whose lease has run out. */
export const FORGOTTEN_AFTER_MS = 3_600_000;
