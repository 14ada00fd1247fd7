import type { BilledModel, CallIdentity, Meter } from '../cost/billing.ts';
import type { Scheduler } from '../ports.ts';
import type { CallSettings } from './call-settings.ts';
import type { ModelRequest, Provider } from './provider.ts';

/** One question to one model. */
export interface ModelCall {
  /** Unique; the events' `streamId`. */
  readonly streamId: string;
  /** Whose money it is. */
  readonly identity: CallIdentity;
  readonly model: BilledModel;
  readonly request: Omit<ModelRequest, 'model'>;
  /** Whether the text comes as it is written. The events are the same if not, with the text in one piece. */
  readonly streamed: boolean;
  readonly settings: CallSettings;
  /** Ends the call at any point. */
  readonly signal: AbortSignal;
  /** Milliseconds for the whole call, retries included; no limit when undefined. */
  readonly deadlineMs?: number | undefined;
  /** The number of the first attempt, where the task has had some before; 1 when undefined. */
  readonly firstAttempt?: number | undefined;
}

/** What a call needs of the world. */
export interface CallPorts {
  readonly provider: Provider;
  readonly meter: Meter;
  readonly scheduler: Scheduler;
  /** At least 0, below 1; spreads the retries of many callers. */
  readonly random: () => number;
}
