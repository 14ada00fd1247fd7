import type { FeatureFlags } from './feature-flags.ts';
import type { StagedRollout } from './staged-rollout.ts';

/** What the shared store says of features; what it does not say comes from file and defaults. */
export interface FlagContent {
  readonly flags: Partial<FeatureFlags>;
  /** Flags that differ for agent types. */
  readonly agentTypes: Readonly<Record<string, Partial<FeatureFlags>>>;
  /** 0 to 100. */
  readonly rolloutPercent?: number | undefined;
  readonly salt?: string | undefined;
  /** The last rollout in stages: it changes together with the share that it decides about. */
  readonly rollout?: StagedRollout | undefined;
}

/** The content, and which change made it so. */
export interface SharedFlags extends FlagContent {
  /** Counts the changes; 0 before the first one. */
  readonly generation: number;
  /** Milliseconds since 1970; 0 before the first change, as the texts are empty then. */
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly reason: string;
}

/** A change of all the content, for those who have seen what is there. */
export interface FlagChange {
  /** A change that arrives twice under its id is made once. */
  readonly id: string;
  /** The generation that was read; the change is made only while it still is the newest. */
  readonly expected: number;
  readonly content: FlagContent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  /** What the audit trail calls it, as in `flags.set`. */
  readonly action: string;
  /** What the audit trail keeps beside the content: an object that JSON can hold. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Either way, how the flags stand now. */
export interface FlagChangeOutcome {
  /** `conflict`: somebody else was faster, and nothing was changed. */
  readonly kind: 'changed' | 'conflict';
  readonly flags: SharedFlags;
}

/** The flags that all replicas share. Every method rejects with AqeError STORE_UNAVAILABLE. */
export interface FlagStore {
  read(): Promise<SharedFlags>;
  /** Changes the flags and adds the entry to the {@link AuditTrail}, both or neither. */
  change(change: FlagChange): Promise<FlagChangeOutcome>;
  /**
   * Calls back when there may be something new, at once or within a quarter of a second. It may call too often, and while its connection is gone it
   * cannot call: poll as well.
   * @returns stops it
   */
  listen(wake: () => void): () => Promise<void>;
}
