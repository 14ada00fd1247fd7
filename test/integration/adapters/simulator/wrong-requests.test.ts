import { describe, expect, it } from 'vitest';
import { post, question, simulated } from '../../../helpers/simulated.ts';

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
