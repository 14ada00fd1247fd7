import type { EventEmitter } from 'node:events';
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
  /** Which environment it is, for `featureOverrides.environment`. Default: NODE_ENV. */
  readonly environment?: string;
  /** The outside world, or parts of it: for tests. */
  readonly machine?: Partial<Machine>;
}
