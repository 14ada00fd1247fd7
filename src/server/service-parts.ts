import type { Clock, Scheduler } from '../core/ports.ts';
import type { FeatureSettings } from '../core/flags/feature-flags.ts';
import type { FlagStore } from '../core/flags/flag-store.ts';
import type { FlagSources } from '../core/flags/flag-sources.ts';
import type { TaskExecutor } from '../core/tasks/task-executor.ts';
import type { TaskQueue } from '../core/tasks/task-queue.ts';
import type { TokenCheck } from './authorize.ts';
import type { RateLimit } from './rate-limit.ts';
import type { ServiceLog } from './service-log.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import type { TaskFeeds } from './task-feed.ts';
import type { TaskWorker } from './task-worker.ts';

/** How the flags stand in this moment. */
export interface FlagState {
  readonly settings: FeatureSettings;
  readonly sources: FlagSources;
  /** Of the shared flags. */
  readonly generation: number;
  /** Why the newest configuration is not in use; undefined when it is. */
  readonly problem?: string | undefined;
}

/** A replica as `/health` shows it. */
export interface ReplicaView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly generation: number;
  /** ISO 8601. */
  readonly seenAt: string;
}

/** What answers requests, and is shared by all of them. */
export interface ServiceParts {
  readonly version: string;
  readonly replica: string;
  /** For `featureOverrides.environment`. */
  readonly environment: string | undefined;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: ServiceLog;
  readonly metrics: ServiceMetrics;
  readonly queue: TaskQueue;
  /** How many tasks may wait. */
  readonly queueLimit: number;
  readonly executor: TaskExecutor;
  readonly worker: TaskWorker;
  readonly feeds: TaskFeeds;
  readonly flags: () => FlagState;
  /** The flags of all replicas. */
  readonly shared: FlagStore;
  /** Looks at file and store; resolves when what they say is in force here. */
  readonly reload: () => Promise<void>;
  readonly replicas: () => Promise<readonly ReplicaView[]>;
  /** A report of costs. @throws AqeError USAGE for a period or a dimension that is none */
  readonly costs: (query: CostsQuery) => Promise<object>;
  readonly guard: {
    /** Undefined: everybody who reaches the service may use it. */
    readonly token: TokenCheck | undefined;
    readonly origins: readonly string[];
    readonly rateLimit: RateLimit;
    readonly bodyLimit: number;
  };
  readonly state: ServiceState;
}

/** What is asked of the costs. */
interface CostsQuery {
  readonly period: string;
  readonly by: readonly string[];
}

/** Where the service is in its life. */
interface ServiceState {
  draining: boolean;
  /** Streams that are open. */
  streams: number;
}
