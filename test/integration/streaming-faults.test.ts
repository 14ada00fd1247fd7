import dns from 'node:dns';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Scheduler } from '../../src/core/ports.ts';
import { type FaultKind, faultKinds } from '../../src/core/simulation.ts';
import { askModel } from '../../src/core/streaming/ask-model.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import type { FailureKind } from '../../src/core/streaming/provider.ts';
import { billFor, callFor, eventsOf, portsTo, shipped } from '../helpers/faulty-provider.ts';
import { readText } from '../helpers/model-call.ts';
import { simulated } from '../helpers/simulated.ts';

vi.setConfig({ testTimeout: 60_000 });

const prompt = 'Which tests does the parser need?';
/** Quick, but at a pace: what is on its way when a stream ends is little, as it is at a real provider. */
const profile = { firstTokenMs: 2, perTokenMs: 0.5, sigma: 0 };
const pace = { profile, slowFirstTokenMs: 100 } as const;

async function plainAnswer(): Promise<string> {
  const { url } = await simulated();
  const { last } = await eventsOf(callFor(prompt, { streamed: false }), await portsTo(url));
  if (last.type !== 'done') throw new Error(last.message);
  return last.text;
}

/** What each fault is taken for, and whether a client can know what it cost. */
const streamed: Readonly<
  Record<FaultKind, readonly [FailureKind | undefined, 'known' | 'unknown']>
> = {
  'rate-limited': ['rate-limited', 'known'],
  overloaded: ['overloaded', 'known'],
  'server-error': ['server-error', 'known'],
  'overloaded-in-stream': ['overloaded', 'unknown'],
  'cut-before-first': ['connection', 'unknown'],
  'cut-mid-text': ['connection', 'unknown'],
  'stall-before-first': ['stalled', 'unknown'],
  'stall-mid-text': ['stalled', 'unknown'],
  'end-without-stop': ['truncated', 'unknown'],
  'malformed-json': ['malformed', 'unknown'],
  'slow-first-token': [undefined, 'known'],
};

describe('a stream', () => {
  it.each(faultKinds)('gets over %s', async (fault) => {
    const simulator = await simulated({
      ...pace,
      plan: (index) => (index === 0 ? fault : undefined),
    });
    const { events, last } = await eventsOf(callFor(prompt), await portsTo(simulator.url));
    const [failure, cost] = streamed[fault];

    expect(last).toMatchObject({ type: 'done', text: await plainAnswer() });
    expect(readText(events)).toBe(await plainAnswer());
    const failures = failure === undefined ? [undefined] : [failure, undefined];
    expect(last.attempts.map((attempt) => attempt.failure)).toEqual(failures);

    await simulator.idle();
    const billed = simulator.log().map((call) => billFor(call.billed));
    expect(billed).toHaveLength(failures.length);
    expect(last.attempts.at(-1)).toMatchObject({ basis: 'measured', cost: billed.at(-1) });
    const [first] = last.attempts;
    if (cost === 'known') expect(first?.cost).toBe(billed[0]);
    else {
      expect(first?.cost).toBeGreaterThanOrEqual(billed[0] ?? Number.NaN);
      expect(first?.basis).not.toBe('measured');
    }
    expect(last.cost).toBe(last.attempts.reduce((sum, attempt) => sum + attempt.cost, 0));
  });

  it.each([
    ['rate-limited', 'rate-limited'],
    ['overloaded-in-stream', 'overloaded'],
    ['cut-mid-text', 'connection'],
    ['end-without-stop', 'truncated'],
    ['malformed-json', 'malformed'],
  ] as const)('that always meets %s is given up for a plain request', async (fault, kind) => {
    const simulator = await simulated({
      ...pace,
      plan: (index) => (index < 4 ? fault : undefined),
    });
    const { events, last } = await eventsOf(callFor(prompt), await portsTo(simulator.url));
    expect(last).toMatchObject({ type: 'done', text: await plainAnswer() });
    expect(readText(events)).toBe(await plainAnswer());
    expect(last.attempts.map(({ failure, streamed: is }) => [failure, is])).toEqual([
      [kind, true],
      [kind, true],
      [kind, true],
      [kind, true],
      [undefined, false],
    ]);
    expect(simulator.log().map(({ stream }) => stream)).toEqual([true, true, true, true, false]);
  });

  it('fails clearly when nothing helps', async () => {
    const simulator = await simulated({ plan: () => 'server-error' });
    const { last } = await eventsOf(callFor(prompt), await portsTo(simulator.url));
    expect(last).toMatchObject({
      type: 'failed',
      reason: 'server-error',
      message: '500 api_error: Internal server error',
      partialText: '',
      cost: 0,
    });
    expect(simulator.log()).toHaveLength(5);
  });

  it('waits as long as it is asked to', async () => {
    const simulator = await simulated({
      retryAfterS: 3,
      plan: (index) => (index === 0 ? 'rate-limited' : undefined),
    });
    const { events, last } = await eventsOf(callFor(prompt), await portsTo(simulator.url));
    const restart = events.find(({ type }) => type === 'restart');
    expect(restart).toMatchObject({ reason: 'rate-limited', discarded: 0 });
    expect(restart?.type === 'restart' && restart.delayMs >= 3000).toBe(true);
    expect(last.durationMs).toBeGreaterThanOrEqual(3000);
  });

  it('is no faster than its reader, and loses nothing', async () => {
    const text = Array.from({ length: 1000 }, (_, index) => `word${index} `).join('');
    const simulator = await simulated({ answer: () => text });
    const ports = await portsTo(simulator.url);
    const { request } = callFor(prompt);
    const call = callFor(prompt, {
      request: { ...request, maxTokens: 50_000 },
      settings: { ...shipped, bufferSize: 8, timeoutMs: 20_000 },
    });
    const events: StreamEvent[] = [];
    for await (const event of askModel(call, ports)) {
      events.push(event);
      // Longer than the time-out: that nobody reads is not the provider's fault.
      if (events.length % 1000 === 0) await waitOf(ports.scheduler, 24_000);
    }
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'done', attempts: [{ failure: undefined }] });
    expect(readText(events) === text).toBe(true);
  });
});

async function waitOf(scheduler: Scheduler, ms: number): Promise<void> {
  return new Promise((resolve) => {
    scheduler.after(ms, resolve);
  });
}

describe('a plain request', () => {
  it.each(faultKinds.filter((fault) => !fault.startsWith('stall')))(
    'gets over %s',
    async (fault) => {
      const simulator = await simulated({
        ...pace,
        plan: (index) => (index === 0 ? fault : undefined),
      });
      const { events, last } = await eventsOf(
        callFor(prompt, { streamed: false }),
        await portsTo(simulator.url),
      );
      expect(last).toMatchObject({ type: 'done', text: await plainAnswer() });
      expect(readText(events)).toBe(await plainAnswer());
      await simulator.idle();
      const billed = simulator.log().map((call) => billFor(call.billed));
      expect(last.attempts).toHaveLength(billed.length);
      last.attempts.forEach(({ cost, basis }, index) => {
        if (basis === 'measured') expect(cost).toBe(billed[index]);
        else expect(cost).toBeGreaterThanOrEqual(billed[index] ?? Number.NaN);
      });
    },
  );
});

describe('a provider that cannot be asked', () => {
  it('because of the key is asked once', async () => {
    const simulator = await simulated({ key: 'right' });
    const { last } = await eventsOf(callFor(prompt), await portsTo(simulator.url, 20, 'wrong'));
    expect(last).toMatchObject({
      type: 'failed',
      reason: 'unauthorized',
      cost: 0,
      attempts: [{ cost: 0 }],
    });
    expect(simulator.log().map((call) => billFor(call.billed))).toEqual([0]);
  });

  it('because nobody listens costs nothing', async () => {
    const simulator = await simulated();
    await simulator.close();
    const { last } = await eventsOf(callFor(prompt), await portsTo(simulator.url));
    expect(last).toMatchObject({ type: 'failed', reason: 'connection', cost: 0 });
    expect(last.type === 'failed' ? last.message : '').toContain('ECONNREFUSED');
    expect(last.attempts).toHaveLength(5);
  });

  it('because its name is unknown costs nothing', async () => {
    const lookup = vi.spyOn(dns, 'lookup');
    onTestFinished(() => {
      lookup.mockRestore();
    });
    lookup.mockImplementation((...args: unknown[]) => {
      const callback = args.at(-1);
      const error = Object.assign(new Error('getaddrinfo ENOTFOUND provider.test'), {
        code: 'ENOTFOUND',
      });
      if (typeof callback === 'function') callback(error);
    });
    const { last } = await eventsOf(callFor(prompt), await portsTo('http://provider.test'));
    expect(last).toMatchObject({
      type: 'failed',
      reason: 'connection',
      message: 'getaddrinfo ENOTFOUND provider.test',
      cost: 0,
    });
    expect(last.attempts).toHaveLength(5);
  });

  it('because the key has characters that no header can have says so, without the key', async () => {
    const { url } = await simulated();
    const { last } = await eventsOf(callFor(prompt), await portsTo(url, 20, 'sk-secret\n🙂'));
    expect(last).toMatchObject({ type: 'failed', reason: 'rejected', cost: 0 });
    expect(last.type === 'failed' ? last.message : '').not.toContain('secret');
  });

  it('because it is no Messages API is malformed', async () => {
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<html>'),
    );
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { last } = await eventsOf(callFor(prompt), await portsTo(`http://127.0.0.1:${port}`));
    server.close();
    expect(last).toMatchObject({
      type: 'failed',
      reason: 'malformed',
      message: 'the answer is not JSON',
    });
    expect(last.attempts.map(({ failure }) => failure)).toEqual(Array(5).fill('malformed'));
  });
});
