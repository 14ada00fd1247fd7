import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../../../src/adapters/simulator/start-simulator.ts';
import { eventsIn, post, question, simulated } from '../../../helpers/simulated.ts';

/** An event with its data in place. */
function parsed({ event, data }: { readonly event: string; readonly data: string }): object {
  return { event, ...JSON.parse(data) };
}

describe('the door', () => {
  it.each([
    [{}, 'x-api-key header is required'],
    [{ 'x-api-key': 'wrong' }, 'invalid x-api-key'],
    [{ authorization: 'Bearer wrong' }, 'invalid x-api-key'],
  ])('is shut for %j', async (headers, message) => {
    const simulator = await simulated({ key: 'right' });
    for (const path of ['/v1/messages', '/v1/messages/count_tokens']) {
      const answer = await post(simulator, question, { path, headers });
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toMatchObject({
        error: { type: 'authentication_error', message },
      });
    }
    expect(simulator.log()[0]).toMatchObject({
      status: 401,
      outcome: 'rejected',
      model: undefined,
    });
  });

  it.each([{ 'x-api-key': 'right' }, { authorization: 'Bearer right' }])(
    'is open for %j',
    async (headers) => {
      const answer = await post(await simulated({ key: 'right' }), question, { headers });
      expect(answer.status).toBe(200);
    },
  );

  it('wants to know the version of the protocol', async () => {
    const { url } = await simulated();
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify(question),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('anthropic-version: header is required');
  });
});

describe('an answer', () => {
  it('has the headers of the API', async () => {
    const now = new Date('2026-03-01T10:00:20.500Z');
    const simulator = await simulated({ clock: { now: () => now } });
    await post(simulator, question);
    const { headers, text } = await post(simulator, { ...question, stream: true });
    const [first] = simulator.log();
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'request-id': expect.stringMatching(/^req_01\w{22}$/),
      'anthropic-ratelimit-requests-limit': '4000',
      'anthropic-ratelimit-requests-remaining': '3998',
      'anthropic-ratelimit-requests-reset': '2026-03-01T10:01:00Z',
      'anthropic-ratelimit-output-tokens-remaining': String(400_000 - (first?.billed.output ?? 0)),
    });
    now.setUTCMinutes(1);
    expect(
      (await post(simulator, question)).headers.get('anthropic-ratelimit-requests-remaining'),
    ).toBe('3999');
    expect(text).not.toContain('\r');
  });

  it('is streamed in the events and fields of the API', async () => {
    const simulator = await simulated({ answer: () => 'Yes' });
    const { text } = await post(simulator, { ...question, stream: true });
    const usage = {
      input_tokens: 12,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 1,
    };
    expect(eventsIn(text).map(parsed)).toEqual([
      {
        event: 'message_start',
        type: 'message_start',
        message: {
          id: expect.stringMatching(/^msg_01\w{22}$/),
          type: 'message',
          role: 'assistant',
          model: 'claude-test-1',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            ...usage,
            cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
            service_tier: 'standard',
          },
        },
      },
      {
        event: 'content_block_start',
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'text', text: '' },
      },
      { event: 'ping', type: 'ping' },
      {
        event: 'content_block_delta',
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text: 'Yes' },
      },
      { event: 'content_block_stop', type: 'content_block_stop', index: 0 },
      {
        event: 'message_delta',
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage,
      },
      { event: 'message_stop', type: 'message_stop' },
    ]);
  });

  it('may be empty', async () => {
    const simulator = await simulated({ answer: () => '' });
    const plain = await post(simulator, question);
    expect(JSON.parse(plain.text)).toMatchObject({ content: [], usage: { output_tokens: 0 } });
    const { text } = await post(simulator, { ...question, stream: true });
    expect(eventsIn(text).map(({ event }) => event)).toEqual([
      'message_start',
      'message_delta',
      'message_stop',
    ]);
  });

  it('keeps what the client thinks out of sight when it asks for that', async () => {
    const thinking = { type: 'adaptive', display: 'omitted' };
    const { text } = await post(await simulated(), { ...question, thinking });
    expect(JSON.parse(text)).toMatchObject({
      content: [
        { type: 'thinking', thinking: '', signature: expect.stringMatching(/^sig_/) },
        { type: 'text' },
      ],
    });
  });
});

it('tells that it is there, and no more, at its root', async () => {
  const answer = await post(await simulated({ key: 'right' }), '', { method: 'GET', path: '/' });
  expect(JSON.parse(answer.text)).toEqual({ status: 'ok', simulated: true });
});

it('answers several requests on one connection', async () => {
  const { port } = await simulated();
  const socketsUsed = new Set<unknown>();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const status of [400, 200, 404]) {
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const path = status === 404 ? '/v1/nothing' : '/v1/messages';
      const method = status === 404 ? 'GET' : 'POST';
      const headers = { 'anthropic-version': '2023-06-01' };
      const outgoing = request({ port, path, method, agent, headers }, (response) => {
        socketsUsed.add(response.socket);
        response.resume().once('end', () => {
          resolve(response.statusCode);
        });
      });
      outgoing.once('error', reject);
      outgoing.end(status === 200 ? JSON.stringify(question) : '');
    });
    expect(answered).toBe(status);
  }
  agent.destroy();
  expect(socketsUsed.size).toBe(1);
});

it('says when its port is in use', async () => {
  const { port } = await simulated();
  await expect(startSimulator({ port })).rejects.toMatchObject({
    code: 'PORT_UNAVAILABLE',
    message: `port ${port} is in use`,
  });
});

it('listens on the loopback interface only', async () => {
  const { url } = await simulated();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
