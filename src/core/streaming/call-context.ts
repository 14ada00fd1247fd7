import type { CallStop } from './call-stop.ts';
import type { EventBuffer } from './event-buffer.ts';
import type { StreamEvent } from './events.ts';
import type { CallPorts, ModelCall } from './model-call.ts';
import type { Narrator } from './narrator.ts';
import type { ModelRequest } from './provider.ts';

/** What the attempts of a call share. */
export interface CallContext {
  readonly call: ModelCall;
  readonly request: ModelRequest;
  readonly ports: CallPorts;
  readonly buffer: EventBuffer<StreamEvent>;
  readonly narrator: Narrator;
  readonly stop: CallStop;
}
