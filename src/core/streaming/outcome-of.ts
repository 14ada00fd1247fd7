import type { DoneEvent, FailedEvent, StreamEvent } from './events.ts';

/** How a call ended, for callers who want nothing else of it. */
export async function outcomeOf(
  events: AsyncIterable<StreamEvent>,
): Promise<DoneEvent | FailedEvent> {
  for await (const event of events) {
    if (event.type === 'done' || event.type === 'failed') return event;
  }
  throw new Error('the events ended without done or failed');
}
