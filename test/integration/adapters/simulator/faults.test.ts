import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../../src/core/simulation.ts';
import { eventsIn, post, question, simulated } from '../../../helpers/simulated.ts';

const text = 'Ten words that are certainly long enough to be cut.';
const streamed = { ...question, stream: true };
const script = { answer: () => text } as const;
const forced = (fault: string): { readonly headers: Readonly<Record<string, string>> } => ({
  headers: { 'x-aqe-fault': fault },
});

/** The text that the events hold. */
const textIn = (answer: string): string =>
  [...answer.matchAll(/"text_delta","text":"([^"]*)"/g)].map(([, piece]) => piece).join('');

/** The faults of fifty calls. */
const draws = async (seed: number): Promise<readonly (string | undefined)[]> => {
  const simulator = await simulated({
    seed,
    ...script,
    faultRate: 0.3,
    faults: ['overloaded', 'server-error'],
  });
  for (let call = 0; call < 50; call += 1) await post(simulator, question);
  return simulator.log().map(({ fault }) => fault);
};

describe('a stream', () => {
  it.each(['overloaded-in-stream', 'cut-mid-text', 'end-without-stop', 'malformed-json'])(
    'with %s has the beginning of the text, and no end',
    async (fault) => {
      const answer = await post(await simulated(script), streamed, forced(fault));
      expect(answer.status).toBe(200);
      expect(text.startsWith(textIn(answer.text))).toBe(true);
      expect(textIn(answer.text).length).toBeGreaterThan(0);
      expect(textIn(answer.text).length).toBeLessThan(text.length);
      expect(answer.text).not.toContain('message_stop');
      expect(answer.broken).toBe(fault === 'cut-mid-text');
    },
  );

  it('with overloaded-in-stream ends in an error event', async () => {
    const answer = await post(await simulated(script), streamed, forced('overloaded-in-stream'));
    const last = eventsIn(answer.text).at(-1);
    expect(last?.event).toBe('error');
    expect(JSON.parse(last?.data ?? '')).toEqual({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
    });
  });

  it('with malformed-json ends in data that is no JSON', async () => {
    const answer = await post(await simulated(script), streamed, forced('malformed-json'));
    expect(() => JSON.parse(eventsIn(answer.text).at(-1)?.data ?? '')).toThrow(SyntaxError);
  });

  it('with cut-before-first has not even a status', async () => {
    const simulator = await simulated(script);
    await expect(post(simulator, streamed, forced('cut-before-first'))).rejects.toThrow(
      'fetch failed',
    );
    expect(simulator.log()[0]).toMatchObject({ status: undefined, outcome: 'failed' });
  });

  it.each([
    ['stall-before-first', ''],
    ['stall-mid-text', 'Yes'],
  ])('with %s is silent until the client goes', async (fault, before) => {
    const simulator = await simulated({ answer: () => 'Yes' });
    const controller = new AbortController();
    const response = await fetch(`${simulator.url}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify(streamed),
      headers: { 'anthropic-version': '2023-06-01', 'x-aqe-fault': fault },
      signal: controller.signal,
    });
    const reader = response.body?.getReader();
    let seen = '';
    while (textIn(seen) !== before)
      seen += Buffer.from((await reader?.read())?.value ?? []).toString();
    // Another request is answered meanwhile; this one is still open.
    await post(simulator, question);
    expect(simulator.log()).toHaveLength(1);
    expect(seen).not.toContain('content_block_stop');
    controller.abort();
    await simulator.idle();
    expect(simulator.log()[1]).toMatchObject({ fault, outcome: 'failed', status: 200 });
  });

  it('with slow-first-token comes late, and whole', async () => {
    const waits: number[] = [];
    const simulator = await simulated({
      ...script,
      slowFirstTokenMs: 4000,
      scheduler: {
        monotonic: () => 0,
        after: (ms, callback) => {
          waits.push(ms);
          const soon = setImmediate(callback);
          return () => {
            clearImmediate(soon);
          };
        },
      },
    });
    const answer = await post(simulator, streamed, forced('slow-first-token'));
    expect(textIn(answer.text)).toBe(text);
    expect(waits).toEqual([4000]);
    expect(simulator.log()[0]).toMatchObject({ outcome: 'finished', fault: 'slow-first-token' });
  });
});

describe('an answer in one piece', () => {
  it.each([
    ['cut-mid-text', true],
    ['end-without-stop', false],
    ['malformed-json', false],
  ])('with %s is no JSON', async (fault, broken) => {
    const answer = await post(await simulated(script), question, forced(fault));
    expect(answer).toMatchObject({ status: 200, broken });
    expect(() => JSON.parse(answer.text)).toThrow(SyntaxError);
  });

  it('with overloaded-in-stream is an error', async () => {
    const answer = await post(await simulated(script), question, forced('overloaded-in-stream'));
    expect(answer.status).toBe(529);
  });

  it.each(['stall-before-first', 'stall-mid-text'])('with %s never ends', async (fault) => {
    const simulator = await simulated(script);
    const controller = new AbortController();
    const answer = post(simulator, question, { ...forced(fault), signal: controller.signal });
    await post(simulator, question);
    expect(simulator.log()).toHaveLength(1);
    controller.abort();
    await answer.catch(() => undefined);
    await simulator.idle();
    expect(simulator.log()[1]).toMatchObject({ fault, outcome: 'failed' });
  });

  it('with cut-before-first is none', async () => {
    const simulator = await simulated(script);
    await expect(post(simulator, question, forced('cut-before-first'))).rejects.toThrow(TypeError);
  });
});

describe('which fault strikes', () => {
  it('is planned call by call', async () => {
    const plan: readonly (FaultKind | undefined)[] = ['rate-limited', undefined, 'overloaded'];
    const simulator = await simulated({ plan: (index) => plan[index] });
    const statuses: number[] = [];
    for (const _ of plan) statuses.push((await post(simulator, question)).status);
    expect(statuses).toEqual([429, 200, 529]);
  });

  it('is what the header says before what the plan says', async () => {
    const simulator = await simulated({ plan: () => 'server-error' });
    expect((await post(simulator, question, forced('none'))).status).toBe(200);
    expect((await post(simulator, question, forced('overloaded'))).status).toBe(529);
    expect((await post(simulator, question, forced('flood'))).text).toContain(
      "there is no fault 'flood'",
    );
  });

  it('is drawn from the seed, as often as asked for', async () => {
    const first = await draws(5);
    expect(await draws(5)).toEqual(first);
    expect(await draws(6)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([undefined, 'overloaded', 'server-error']));
    const struck = first.filter((fault) => fault !== undefined).length;
    expect(struck).toBeGreaterThan(4);
    expect(struck).toBeLessThan(26);
  });
});
