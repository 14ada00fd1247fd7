import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { countTokens } from '../../../../src/adapters/simulator/tokens.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';
import { clientOf, collect, post, question, simulated } from '../../../helpers/simulated.ts';

const text = 'An answer of some length, word for word. '.repeat(50).trim();
const steady = { firstTokenMs: 500, perTokenMs: 10, sigma: 0 };

/** Opens a stream by hand and reads nothing of it. */
async function openStream(port: number, request: object): Promise<Socket> {
  const body = JSON.stringify(request);
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  await once(socket, 'connect');
  socket.write(
    `POST /v1/messages HTTP/1.1\r\nhost: simulator\r\nanthropic-version: 2023-06-01\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return socket;
}

describe('a client that goes away', () => {
  it('stops the model, and is billed what was made until then', async () => {
    const scheduler = new ManualScheduler();
    const simulator = await simulated({ scheduler, profile: steady, answer: () => text });
    const stream = clientOf(simulator).messages.stream(question);
    let seen = '';
    const ended = stream
      .on('text', (piece) => void (seen += piece))
      .done()
      .catch(() => undefined);
    while (countTokens(seen) < 40) await scheduler.advance(10);
    stream.abort();
    await ended;
    await simulator.idle();
    const [call] = simulator.log();
    expect(call?.outcome).toBe('aborted');
    // What is on its way to the client when it leaves has been made.
    expect(call?.billed.output).toBeGreaterThanOrEqual(countTokens(seen));
    expect(call?.billed.output).toBeLessThan(countTokens(text) / 2);
    expect(scheduler.pending).toBe(0);
  });

  it('stops an answer in one piece just as well', async () => {
    const scheduler = new ManualScheduler();
    const simulator = await simulated({ scheduler, profile: steady, answer: () => text });
    const controller = new AbortController();
    const answer = post(simulator, question, { signal: controller.signal }).catch(() => undefined);
    while (scheduler.pending === 0) await setImmediate();
    await scheduler.advance(500 + 16 * 10 * 2);
    controller.abort();
    await answer;
    await simulator.idle();
    expect(simulator.log()).toMatchObject([
      { outcome: 'aborted', billed: { output: 32 }, status: undefined },
    ]);
    expect(scheduler.pending).toBe(0);
  });

  it('before it has said all is billed nothing', async () => {
    const now = vi.fn<() => Date>(() => new Date());
    const simulator = await simulated({ clock: { now } });
    const socket = connect(simulator.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /v1/messages HTTP/1.1\r\nhost: s\r\nanthropic-version: 1\r\n');
    socket.write('content-length: 100\r\n\r\n{"model"');
    while (now.mock.calls.length === 0) await setImmediate();
    socket.destroy();
    await simulator.idle();
    expect(simulator.log()).toMatchObject([{ outcome: 'aborted', billed: { input: 0 } }]);
  });
});

describe('a client that does not read', () => {
  it('makes the model wait, and loses nothing when it reads on', async () => {
    const story = 'Once there was a client. '.repeat(30_000);
    let pieces = 0;
    const simulator = await simulated({
      answer: () => story,
      profile: { firstTokenMs: 0, perTokenMs: 1, sigma: 0 },
      // Time costs nothing here; what is counted is how often the model was asked for more.
      scheduler: {
        monotonic: () => 0,
        after: (_ms, callback) => {
          pieces += 1;
          queueMicrotask(callback);
          return () => undefined;
        },
      },
    });
    const request = { ...question, max_tokens: 10_000_000, stream: true };
    const socket = await openStream(simulator.port, request);
    let [before, turns] = [-1, 0];
    while (turns < 500) {
      turns = pieces === before && pieces > 0 ? turns + 1 : 0;
      before = pieces;
      await setImmediate();
    }
    const stopped = pieces;
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => void (received += chunk));
    socket.resume();
    await simulator.idle();
    while (!received.includes('event: message_stop')) await setImmediate();
    socket.destroy();
    // The operating system keeps some megabytes on its own; the simulator keeps some kilobytes.
    expect(stopped).toBeLessThan(pieces / 2);
    expect(simulator.log()[0]?.billed.output).toBe(countTokens(story));
    const told = [...received.matchAll(/"text_delta","text":"([^"]*)"/g)].map(([, piece]) => piece);
    expect(told.join('') === story).toBe(true);
  }, 30_000);
});

it('serves a hundred streams at once', async () => {
  const simulator = await simulated();
  const client = clientOf(simulator);
  const answers = await Promise.all(
    Array.from({ length: 100 }, async () => client.messages.stream(question).finalText()),
  );
  expect(new Set(answers).size).toBe(1);
  expect(new Set(simulator.log().map(({ id }) => id)).size).toBe(100);
  expect(
    simulator
      .log()
      .map(({ attempt }) => attempt)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
}, 20_000);

/** The content of an answer, without the name of its model. */
const answersOf = async (seed: number, model: string): Promise<string> => {
  const client = clientOf(await simulated({ seed }));
  const { content } = await client.messages.create({ ...question, model });
  return JSON.stringify(content).replaceAll(model, '');
};

/** All that is drawn for one stream. */
const trace = async (seed: number): Promise<object> => {
  const waits: number[] = [];
  const simulator = await simulated({
    seed,
    profile: 'realistic',
    answer: () => text,
    scheduler: {
      monotonic: () => 0,
      after: (ms, callback) => {
        waits.push(ms);
        queueMicrotask(callback);
        return () => undefined;
      },
    },
  });
  const events = await collect(
    await clientOf(simulator).messages.create({ ...question, stream: true }),
  );
  return { waits, events };
};

describe('the seed', () => {
  it('decides on the answer, together with the model', async () => {
    const first = await answersOf(1, 'claude-a');
    expect(await answersOf(1, 'claude-a')).toBe(first);
    expect(await answersOf(2, 'claude-a')).not.toBe(first);
    expect(await answersOf(1, 'claude-b')).not.toBe(first);
  });

  it('decides on latencies and on where the pieces end', async () => {
    const first = await trace(3);
    expect(await trace(3)).toEqual(first);
    expect(await trace(4)).not.toEqual(first);
  });
});

describe('a script', () => {
  it('sees the request, and how often it came', async () => {
    const seen: object[] = [];
    const simulator = await simulated({
      answer: (request, context) => {
        seen.push({ ...request, ...context });
        return context.attempt === 1 ? { text: 'first', fault: 'overloaded' } : undefined;
      },
    });
    const body = { ...question, system: 'Be brief.', tools: [{ name: 't', input_schema: {} }] };
    expect((await post(simulator, body)).status).toBe(529);
    expect((await post(simulator, body)).status).toBe(200);
    expect(seen).toMatchObject([
      { attempt: 1, system: 'Be brief.', prompt: question.messages[0]?.content, tools: ['t'] },
      { attempt: 2, model: question.model, stream: false, maxTokens: 1000 },
    ]);
    expect(simulator.log()).toMatchObject([
      { attempt: 1, fault: 'overloaded' },
      { attempt: 2, fault: undefined },
    ]);
  });

  it('that throws is an error of the server, and in the log', async () => {
    const simulator = await simulated({
      answer: () => {
        throw new Error('no idea');
      },
    });
    const { status, text: body } = await post(simulator, question);
    expect(status).toBe(500);
    expect(body).toContain('no idea');
    expect(simulator.log()).toMatchObject([{ status: 500, outcome: 'failed' }]);
  });
});
