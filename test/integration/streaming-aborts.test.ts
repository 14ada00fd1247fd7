import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { systemScheduler } from '../../src/adapters/system-scheduler.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { askModel } from '../../src/core/streaming/ask-model.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import { median } from '../helpers/bench.ts';
import { billFor, callFor, eventsOf, portsTo } from '../helpers/faulty-provider.ts';
import { readText } from '../helpers/model-call.ts';
import { simulated } from '../helpers/simulated.ts';

const profile = { firstTokenMs: 20, perTokenMs: 4, sigma: 0 };
const prompt = 'Which tests does the parser need?';

/** Aborts behind an event, or so many milliseconds after `start`. */
type Point = { readonly event: number } | { readonly ms: number };

async function abortAt(point: Point) {
  const simulator = await simulated({ profile });
  const ports = await portsTo(simulator.url, 1);
  const interrupt = new AbortController();
  const events: StreamEvent[] = [];
  let abortedAt = Number.NaN;
  const abort = () => {
    abortedAt = performance.now();
    interrupt.abort();
  };
  for await (const event of askModel(callFor(prompt, { signal: interrupt.signal }), ports)) {
    events.push(event);
    if ('event' in point && events.length === point.event) abort();
    if ('ms' in point && events.length === 1) ports.scheduler.after(point.ms, abort);
  }
  await simulator.idle();
  return { events, last: events.at(-1), log: simulator.log(), took: performance.now() - abortedAt };
}

describe('an abort', () => {
  const points: readonly Point[] = [
    { event: 1 },
    { ms: 0 },
    { ms: 5 },
    { ms: 15 },
    ...[2, 3, 5, 8, 13, 21, 34].map((event) => ({ event })),
  ];

  it('at any point stops the provider, and what came is paid for', async () => {
    const times = [];
    for (const point of points) {
      const { events, last, log, took } = await abortAt(point);
      times.push(took);
      expect(last).toMatchObject({ type: 'failed', reason: 'aborted' });
      if (last?.type !== 'failed') continue;
      expect(last.partialText.startsWith(readText(events))).toBe(true);
      // Never twice, and never less than the provider bills.
      expect(last.attempts.length).toBeGreaterThanOrEqual(log.length);
      expect(log.length).toBeLessThanOrEqual(1);
      const billed = log.reduce((sum, call) => sum + billFor(call.billed), 0);
      expect(last.cost, JSON.stringify(point)).toBeGreaterThanOrEqual(billed);
      expect(log.every(({ outcome }) => outcome === 'aborted')).toBe(true);
    }
    expect(median(times)).toBeLessThan(100);
  }, 60_000);

  it('behind a reader who fell behind pays for all that may have been made', async () => {
    const simulator = await simulated({ answer: () => 'word '.repeat(20_000) });
    const ports = await portsTo(simulator.url, 1);
    const interrupt = new AbortController();
    const base = callFor(prompt, { signal: interrupt.signal });
    const call = {
      ...base,
      request: { ...base.request, maxTokens: 50_000 },
      settings: { ...base.settings, bufferSize: 4 },
    };
    let last: StreamEvent | undefined;
    for await (const event of askModel(call, ports)) {
      // He looks up from the first word, and finds that he has had enough.
      if (event.type === 'text' && !interrupt.signal.aborted) {
        await new Promise((resolve) => {
          ports.scheduler.after(500, () => {
            resolve(undefined);
          });
        });
        interrupt.abort();
      }
      last = event;
    }
    await simulator.idle();
    expect(last).toMatchObject({ type: 'failed', attempts: [{ basis: 'worst-case' }] });
    const [logged] = simulator.log();
    expect(last?.type === 'failed' ? last.cost : 0).toBeGreaterThanOrEqual(
      billFor(logged?.billed ?? noTokens),
    );
  });

  it('of a plain request stops the provider too', async () => {
    const interrupt = new AbortController();
    const abort = () => {
      interrupt.abort();
    };
    const simulator = await simulated({
      profile,
      // It has arrived, and is being answered.
      plan: () => void systemScheduler.after(30, abort),
    });
    const call = callFor(prompt, { streamed: false, signal: interrupt.signal });
    const { last } = await eventsOf(call, await portsTo(simulator.url, 1));
    await simulator.idle();
    expect(last).toMatchObject({ type: 'failed', reason: 'aborted', partialText: '' });
    expect(simulator.log()).toMatchObject([{ outcome: 'aborted' }]);
    expect(last.cost).toBeGreaterThanOrEqual(billFor(simulator.log()[0]?.billed ?? noTokens));
  });
});
