import { CallStop } from './call-stop.ts';
import { conductCall } from './conduct-call.ts';
import { EventBuffer } from './event-buffer.ts';
import type { StreamEvent } from './events.ts';
import type { CallPorts, ModelCall } from './model-call.ts';

/**
 * Asks a model and tells what happens. Nothing happens before the first event is asked for, and exactly one of `done` and `failed` comes last.
 * Each attempt has its money held before and booked after it, also when the reader leaves early (`return`, or `break` in a loop): that stops the
 * provider and waits for the booking. Throws only for bugs.
 */
export function askModel(call: ModelCall, ports: CallPorts): AsyncIterableIterator<StreamEvent> {
  const buffer = new EventBuffer<StreamEvent>(call.settings);
  let running: { readonly stop: CallStop; readonly ended: Promise<void> } | undefined;
  const run = async (stop: CallStop): Promise<void> => {
    try {
      await conductCall({ call, ports, buffer, stop });
      buffer.end();
    } catch (thrown) {
      buffer.end({ thrown });
    } finally {
      stop.release();
    }
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (running === undefined && !buffer.ended) {
        const stop = new CallStop(call, ports);
        running = { stop, ended: run(stop) };
      }
      return buffer.next();
    },
    async return() {
      buffer.discard();
      running?.stop.stop('the reader left');
      await running?.ended;
      return { done: true, value: undefined };
    },
  };
}
