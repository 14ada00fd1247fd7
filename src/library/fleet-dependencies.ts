import type { EventEmitter } from 'node:events';
import type { FeatureSettings } from '../core/flags/feature-flags.ts';
import type { Logger } from '../fleet/agent/logger.ts';
import type { MemoryStore } from '../fleet/agent/agent-types.ts';
import type { Machine } from './machine.ts';

/** What a fleet may be given instead of its own. */
export interface FleetDependencies {
  /** Where agents keep what they know. Default: a memory that lasts as long as the fleet, an hour for each entry, as in 1.0.4. */
  readonly memoryStore?: MemoryStore;
  /** Where events go. Default: the fleet itself. */
  readonly eventBus?: EventEmitter;
  /** Default: warnings and errors to standard error. */
  readonly logger?: Logger;
  /** `simulator` asks no real model, whatever keys there are; `anthropic` fails where there is no key. Default: the simulator only without a key. */
  readonly provider?: 'anthropic' | 'simulator';
  /**
   * Who decides about the features: the configuration as it was read, which is the default; `live`, the file and the flags of the database (`aqe flags`) as they are now;
   * or somebody else, who calls {@link FleetManager.refreshFeatures} after a change. A task keeps what it began with.
   */
  readonly features?: 'configured' | 'live' | (() => FeatureSettings);
  /** Which environment it is, for `featureOverrides.environment`. Default: NODE_ENV. */
  readonly environment?: string;
  /** The outside world, or parts of it: for tests. */
  readonly machine?: Partial<Machine>;
}
