import type { FaultKind } from '../../core/simulation.ts';
import type { Delivered, Delivery } from './delivery.ts';
import { type Frame, framesOf, serverSentEvent } from './frames.ts';
import type { Outlet } from './outlet.ts';

type MidTextFault = Extract<
  FaultKind,
  'overloaded-in-stream' | 'cut-mid-text' | 'stall-mid-text' | 'end-without-stop' | 'malformed-json'
>;

/** What happens in the middle of a text, and ends the stream. */
const strikes: Readonly<Record<MidTextFault, (outlet: Outlet) => void | Promise<void>>> = {
  'overloaded-in-stream': (outlet) => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    outlet.end(serverSentEvent('error', JSON.stringify(error)));
  },
  'cut-mid-text': async (outlet) => outlet.cut(),
  'stall-mid-text': async (outlet) => outlet.untilGone(),
  'end-without-stop': (outlet) => {
    outlet.end();
  },
  'malformed-json': (outlet) => {
    const broken = '{"type":"content_block_delta","index":0,"delta":{"type":"text_del';
    outlet.end(serverSentEvent('content_block_delta', broken));
  },
};

/** Streams an answer event by event, no faster than the client reads, until it ends, a fault strikes or the client goes away. */
export async function deliverStream(outlet: Outlet, delivery: Delivery): Promise<Delivered> {
  const { fault, latency, head, random, headers } = delivery;
  if (fault === 'cut-before-first') {
    await outlet.wait(latency.first());
    await outlet.cut();
    return { generated: 0, outcome: 'failed' };
  }
  outlet.open(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  if (fault === 'stall-before-first') {
    await outlet.untilGone();
    return { generated: 0, outcome: 'failed' };
  }
  await outlet.wait(latency.first());
  return new Streaming(outlet, delivery).run(framesOf(head, delivery, random));
}

class Streaming {
  readonly #outlet: Outlet;
  readonly #delivery: Delivery;
  /** Output tokens that were sent. */
  #sent = 0;
  #begun = false;

  constructor(outlet: Outlet, delivery: Delivery) {
    this.#outlet = outlet;
    this.#delivery = delivery;
  }

  async run(frames: Iterable<Frame>): Promise<Delivered> {
    for (const frame of frames) {
      const strike = this.#strike();
      if (strike !== undefined) {
        // oxlint-disable-next-line no-await-in-loop -- it ends the loop
        await strike(this.#outlet);
        return this.#ended('failed');
      }
      // oxlint-disable-next-line no-await-in-loop -- one event after the other is what a stream is
      await this.#send(frame);
      if (this.#outlet.gone) return this.#ended('aborted');
    }
    this.#outlet.end();
    return this.#ended('finished');
  }

  async #send({ event, data, tokens }: Frame): Promise<void> {
    // A turn for the others with every piece of text: a client that goes away is noticed.
    if (tokens > 0) await this.#outlet.wait(this.#delivery.latency.next(tokens));
    if (this.#outlet.gone) return;
    this.#begun = true;
    this.#sent += tokens;
    await this.#outlet.send(serverSentEvent(event, JSON.stringify(data)));
  }

  #strike(): ((outlet: Outlet) => void | Promise<void>) | undefined {
    const { fault, strikeAt } = this.#delivery;
    if (!this.#begun || this.#sent < strikeAt) return undefined;
    return Object.entries(strikes).find(([kind]) => kind === fault)?.[1];
  }

  #ended(outcome: Delivered['outcome']): Delivered {
    // message_start tells of the first token, which is why it can be sent at all.
    const first = this.#begun ? Math.min(1, this.#delivery.usage.output) : 0;
    return { generated: Math.max(first, this.#sent), outcome };
  }
}
