import { describe, expect, it } from 'vitest';
import { countTokens } from '../../../../src/adapters/simulator/tokens.ts';
import type { SimulatedCall } from '../../../../src/core/simulation.ts';
import { clientOf, eventsIn, post, question, simulated } from '../../../helpers/simulated.ts';

const text = 'Thirty words of an answer that goes on for a while. '.repeat(8).trim();
const streamed = { ...question, stream: true };
const nothing = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** The log has exactly one call, for the only request. */
async function onlyCall(
  fault: string,
  body: object = streamed,
): Promise<SimulatedCall & { seen: string }> {
  const simulator = await simulated({ answer: () => text });
  const answer = await post(simulator, body, { headers: { 'x-aqe-fault': fault } }).catch(
    () => undefined,
  );
  await simulator.idle();
  const [call, ...others] = simulator.log();
  expect(others).toEqual([]);
  if (call === undefined) throw new Error('the call is not in the log');
  return { ...call, seen: answer?.text ?? '' };
}

/** The tokens of the text that a client received. */
function tokensSeen(answer: string): number {
  const pieces = eventsIn(answer).flatMap(
    ({ data }) => /"text":"([^"]+)"\}\}$/.exec(data)?.[1] ?? [],
  );
  return countTokens(pieces.join(''));
}

const system = (ttl?: '5m' | '1h') => [
  {
    type: 'text' as const,
    text: 'The rules of this house are long. '.repeat(40),
    cache_control: { type: 'ephemeral' as const, ...(ttl === undefined ? {} : { ttl }) },
  },
];

async function cached(cacheMinimum = 100): Promise<{
  readonly ask: (body: object) => Promise<SimulatedCall['billed']>;
  readonly pass: (minutes: number) => void;
}> {
  let now = Date.UTC(2026, 0, 1);
  const simulator = await simulated({ cacheMinimum, clock: { now: () => new Date(now) } });
  return {
    ask: async (body) => {
      await post(simulator, { ...question, ...body });
      return simulator.log().at(-1)?.billed ?? nothing;
    },
    pass: (minutes) => void (now += minutes * 60_000),
  };
}

describe('the log bills', () => {
  it.each(['rate-limited', 'overloaded', 'server-error'])('nothing for %s', async (fault) => {
    expect(await onlyCall(fault)).toMatchObject({ fault, billed: nothing, outcome: 'failed' });
  });

  it('nothing for a request that is wrong', async () => {
    expect(await onlyCall('none', { ...streamed, max_tokens: 0 })).toMatchObject({
      billed: nothing,
      outcome: 'rejected',
      status: 400,
      fault: undefined,
    });
  });

  it('all of an answer that arrived, as its usage says', async () => {
    const { billed, seen, outcome, id, model } = await onlyCall('none');
    const usage = /"type":"message_delta".*"input_tokens":(\d+).*"output_tokens":(\d+)/.exec(seen);
    expect(billed).toEqual({ ...nothing, input: Number(usage?.[1]), output: Number(usage?.[2]) });
    expect(billed.output).toBe(countTokens(text));
    expect({ outcome, model }).toEqual({ outcome: 'finished', model: question.model });
    expect(id).toMatch(/^req_01/);
  });

  it.each(['overloaded-in-stream', 'cut-mid-text', 'end-without-stop', 'malformed-json'])(
    'the input and what was made before %s',
    async (fault) => {
      const { billed, seen } = await onlyCall(fault);
      expect(tokensSeen(seen)).toBeGreaterThan(0);
      expect(billed.output).toBe(tokensSeen(seen));
      expect(billed.input).toBeGreaterThan(0);
    },
  );

  it('the input when the connection breaks before the first token', async () => {
    const { billed } = await onlyCall('cut-before-first');
    expect(billed).toMatchObject({ output: 0 });
    expect(billed.input).toBeGreaterThan(0);
  });

  it.each(['cut-mid-text', 'end-without-stop', 'malformed-json'])(
    'all of an answer in one piece that was made, and then lost by %s',
    async (fault) => {
      const { billed } = await onlyCall(fault, question);
      expect(billed.output).toBe(countTokens(text));
    },
  );
});

describe('the prompt cache', () => {
  it('is written once and read afterwards, whatever the question', async () => {
    const { ask } = await cached();
    const first = await ask({ system: system() });
    const second = await ask({
      system: system(),
      messages: [{ role: 'user', content: 'And now?' }],
    });
    expect(first.cacheWrite5m).toBeGreaterThan(300);
    expect(first).toMatchObject({ cacheRead: 0, cacheWrite1h: 0 });
    expect(second).toMatchObject({ cacheRead: first.cacheWrite5m, cacheWrite5m: 0 });
    expect(second.input).toBeLessThan(20);
  });

  it.each([
    ['5m', 4, 6],
    ['1h', 59, 61],
  ] as const)('lives for %s after each use', async (ttl, before, after) => {
    const { ask, pass } = await cached();
    const written = await ask({ system: system(ttl) });
    expect(written.cacheWrite5m + written.cacheWrite1h).toBeGreaterThan(300);
    expect(ttl === '1h' ? written.cacheWrite1h : written.cacheWrite5m).toBeGreaterThan(300);
    pass(before);
    expect((await ask({ system: system(ttl) })).cacheRead).toBeGreaterThan(300);
    pass(before);
    expect((await ask({ system: system(ttl) })).cacheRead).toBeGreaterThan(300);
    pass(after);
    expect((await ask({ system: system(ttl) })).cacheRead).toBe(0);
  });

  it('grows with a conversation that marks its last turn', async () => {
    const { ask } = await cached();
    const cache_control = { type: 'ephemeral' };
    const turn = { role: 'user', content: 'A long first question. '.repeat(60) };
    const first = await ask({ cache_control, messages: [turn] });
    const second = await ask({
      cache_control,
      messages: [turn, { role: 'assistant', content: 'Yes.' }, { role: 'user', content: 'Why?' }],
    });
    expect(first.input).toBe(0);
    expect(second.cacheRead).toBe(first.cacheWrite5m);
    expect(second.cacheWrite5m).toBeGreaterThan(0);
    expect(second.input).toBe(0);
  });

  it('is not for another model, a changed prompt, or a short one', async () => {
    const { ask } = await cached();
    await ask({ system: system() });
    expect((await ask({ system: system(), model: 'claude-other-1' })).cacheRead).toBe(0);
    const changed = [{ ...system()[0], text: 'Other rules. '.repeat(100) }];
    expect((await ask({ system: changed })).cacheRead).toBe(0);
    const { ask: askStrict } = await cached(1024);
    const uncached = await askStrict({ system: system() });
    expect(uncached).toMatchObject({ cacheRead: 0, cacheWrite5m: 0 });
    expect(uncached.input).toBeGreaterThan(300);
  });

  it('shows in the usage of the SDK', async () => {
    const client = clientOf(await simulated({ cacheMinimum: 1 }));
    const request = { ...question, system: system('1h') };
    const { usage } = await client.messages.create(request);
    const again = await client.messages.stream(request).finalMessage();
    expect(usage.cache_creation).toEqual({
      ephemeral_5m_input_tokens: 0,
      ephemeral_1h_input_tokens: usage.cache_creation_input_tokens,
    });
    expect(again.usage.cache_read_input_tokens).toBe(usage.cache_creation_input_tokens);
    expect(again.usage.cache_creation_input_tokens).toBe(0);
  });
});
