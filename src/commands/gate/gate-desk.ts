import type { Context } from '../../cli/context.ts';
import type { LoadedSettings } from '../../config/settings/load-settings.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import type { GateOptions } from './gate-options.ts';

/** What readers share. */
export interface GateDesk {
  readonly context: Context;
  readonly options: GateOptions;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rejects with AqeError FILE_…, CONFIG_…, ENV_INVALID. */
  readonly settings: () => Promise<LoadedSettings>;
  /** Rejects with the same, and STORE_UNAVAILABLE. */
  readonly store: () => Promise<FleetStore>;
}
