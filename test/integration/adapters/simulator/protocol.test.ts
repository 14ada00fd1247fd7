import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../../../src/adapters/simulator/start-simulator.ts';
import { eventsIn, post, question, simulated } from '../../../helpers/simulated.ts';

const user = { role: 'user', content: 'Hello' };
const tool = { name: 'look', input_schema: { type: 'object' } };
const mark = { type: 'ephemeral' };
const marked = { type: 'text', text: 'x', cache_control: mark };

describe('a wrong request', () => {
  it.each<readonly [string, object]>([
    ['max_tokens: Field required', { max_tokens: undefined }],
    ['max_tokens: Input should be a valid integer', { max_tokens: '5' }],
    ['max_tokens: Input should be greater than or equal to 1', { max_tokens: 0 }],
    ['model: Field required', { model: undefined }],
    ['model: String should have at least 1 character', { model: '' }],
    ['messages: Field required', { messages: undefined }],
    ['messages: Input should be a valid list', { messages: 'Hello' }],
    ['messages: at least one message is required', { messages: [] }],
    ['messages.0: Input should be an object', { messages: ['Hello'] }],
    ['messages.0.role: Field required', { messages: [{ content: 'Hello' }] }],
    [
      "messages.0.role: Input should be 'user', 'assistant' or 'system'",
      { messages: [{ ...user, role: 'tool' }] },
    ],
    [
      'messages: first message must use the "user" role',
      { messages: [{ ...user, role: 'assistant' }] },
    ],
    [
      'messages.0: all messages must have non-empty content',
      { messages: [{ role: 'user', content: '' }] },
    ],
    ['messages.0.content: Field required', { messages: [{ role: 'user' }] }],
    [
      'messages.0.content.0.text: String should have at least 1 character',
      { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] },
    ],
    [
      'messages.0.content.0.type: Input should be a valid string',
      {
        messages: [{ role: 'user', content: [{ type: 5 }] }],
      },
    ],
    ['stream: Input should be a valid boolean', { stream: 'yes' }],
    ['stop_sequences.0: String should have at least 1 character', { stop_sequences: [''] }],
    ['tools.0.name: Field required', { tools: [{}] }],
    ['tools.0.input_schema: Field required', { tools: [{ name: 'look' }] }],
    [
      "tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'",
      {
        tools: [tool],
        tool_choice: { type: 'some' },
      },
    ],
    ['tool_choice: may only be specified while providing tools.', { tool_choice: { type: 'any' } }],
    [
      "tool_choice.name: Tool 'seek' not found in provided tools",
      {
        tools: [tool],
        tool_choice: { type: 'tool', name: 'seek' },
      },
    ],
    [
      "thinking.type: Input should be 'enabled', 'adaptive' or 'disabled'",
      {
        thinking: { type: 'deep' },
      },
    ],
    [
      'thinking.budget_tokens: Input should be greater than or equal to 1024',
      {
        thinking: { type: 'enabled', budget_tokens: 10 },
      },
    ],
    [
      'max_tokens: `max_tokens` must be greater than `thinking.budget_tokens`.',
      {
        thinking: { type: 'enabled', budget_tokens: 2000 },
      },
    ],
    [
      'thinking: Thinking may not be enabled when tool_choice forces tool use.',
      {
        tools: [tool],
        tool_choice: { type: 'any' },
        thinking: { type: 'adaptive' },
      },
    ],
    ["cache_control.type: Input should be 'ephemeral'", { cache_control: { type: 'eternal' } }],
    [
      "system.0.cache_control.ttl: Input should be '5m' or '1h'",
      {
        system: [{ ...marked, cache_control: { ...mark, ttl: '1d' } }],
      },
    ],
    [
      'cache_control: A maximum of 4 blocks with cache_control may be provided. Found 5.',
      { system: [marked, marked, marked, marked, marked] },
    ],
    [
      "cache_control: a ttl='1h' block must not come after a ttl='5m' block",
      {
        system: [marked, { ...marked, cache_control: { ...mark, ttl: '1h' } }],
      },
    ],
  ])('is answered 400: %s', async (message, change) => {
    const { status, headers, text } = await post(await simulated(), { ...question, ...change });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(text)).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message },
      request_id: headers.get('request-id'),
    });
  });

  it.each([
    ['no JSON', '{"model": ', 400, 'invalid_request_error'],
    ['no object', '[]', 400, 'invalid_request_error'],
    [
      'too large',
      JSON.stringify({ ...question, system: 'x'.repeat(3000) }),
      413,
      'request_too_large',
    ],
  ])('that is %s gets its own error', async (_name, body, status, type) => {
    const answer = await post(await simulated({ maxBodyBytes: 2000 }), body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { type } });
  });

  it.each([
    ['GET', '/v1/messages', 405, 'invalid_request_error'],
    ['DELETE', '/', 405, 'invalid_request_error'],
    ['GET', '/v2/messages', 404, 'not_found_error'],
    ['GET', '/v1/models/%E0', 404, 'not_found_error'],
    ['GET', '//', 404, 'not_found_error'],
  ])('%s %s is answered %i', async (method, path, status, type) => {
    const answer = await post(await simulated(), '', { method, path });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'error', error: { type } });
    expect(answer.headers.get('allow')).toBe(
      status === 405 ? (path === '/' ? 'GET, HEAD' : 'POST') : null,
    );
  });
});

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
    expect(eventsIn(text).map(({ event, data }) => ({ event, ...JSON.parse(data) }))).toEqual([
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
  const { Agent } = await import('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const status of [400, 200, 404]) {
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const path = status === 404 ? '/v1/nothing' : '/v1/messages';
      const method = status === 404 ? 'GET' : 'POST';
      const headers = { 'anthropic-version': '2023-06-01' };
      const outgoing = request({ port, path, method, agent, headers }, (response) => {
        socketsUsed.add(response.socket);
        void textOf(response).then(() => {
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
