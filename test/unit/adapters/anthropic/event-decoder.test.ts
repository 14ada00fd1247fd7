import { describe, expect, it } from 'vitest';
import { EventDecoder } from '../../../../src/adapters/anthropic/event-decoder.ts';
import { readMessage } from '../../../../src/adapters/anthropic/read-message.ts';

function decode(...events: readonly unknown[]) {
  const decoder = new EventDecoder();
  return events.map((event) => decoder.decode(JSON.stringify(event)));
}

const delta = (fields: object) => ({ type: 'content_block_delta', index: 0, delta: fields });
const messageStart = (usage?: object) => ({ type: 'message_start', message: { usage } });

describe(EventDecoder, () => {
  it('tells text, and counts what is hidden as life', () => {
    expect(
      decode(
        { type: 'ping' },
        { type: 'content_block_start', content_block: { type: 'text', text: '' } },
        { type: 'content_block_start', content_block: { type: 'text', text: 'So' } },
        delta({ type: 'text_delta', text: 'Hel' }),
        delta({ type: 'text_delta', text: '' }),
        delta({ type: 'thinking_delta', thinking: 'hmm' }),
        delta({ type: 'input_json_delta', partial_json: '{"a"' }),
        delta({ type: 'signature_delta', signature: 'abc' }),
        delta({ type: 'thinking_delta' }),
        { type: 'content_block_stop' },
        { type: 'of_tomorrow' },
        7,
      ),
    ).toEqual([
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 0 },
      { type: 'text', text: 'So' },
      { type: 'text', text: 'Hel' },
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 3 },
      { type: 'alive', characters: 4 },
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 0 },
      { type: 'alive', characters: 0 },
    ]);
  });

  it('takes counts as sums, and keeps those that are not told again', () => {
    const cached = {
      input_tokens: 5,
      output_tokens: 1,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    };
    const usage = { input: 5, output: 1, cacheRead: 100, cacheWrite5m: 10, cacheWrite1h: 20 };
    expect(
      decode(
        messageStart(cached),
        { type: 'message_delta', delta: {}, usage: { output_tokens: 8 } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'max_tokens' },
          usage: { output_tokens: 9, input_tokens: 6 },
        },
        { type: 'message_stop' },
      ),
    ).toEqual([
      { type: 'start', usage },
      { type: 'usage', usage: { ...usage, output: 8 }, final: false },
      { type: 'usage', usage: { ...usage, output: 9, input: 6 }, final: true },
      { type: 'end', stopReason: 'max_tokens' },
    ]);
  });

  it('counts writes to the cache without a term as the short ones', () => {
    expect(
      decode(messageStart({ input_tokens: 5, output_tokens: 1, cache_creation_input_tokens: 30 })),
    ).toEqual([
      {
        type: 'start',
        usage: { input: 5, output: 1, cacheRead: 0, cacheWrite5m: 30, cacheWrite1h: 0 },
      },
    ]);
  });

  it('knows no counts where none are told, or none that can be', () => {
    expect(
      decode(
        messageStart(),
        messageStart({ input_tokens: -1, output_tokens: 1.5 }),
        { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
        { type: 'message_stop' },
      ),
    ).toEqual([
      { type: 'start', usage: undefined },
      { type: 'start', usage: undefined },
      { type: 'alive', characters: 0 },
      { type: 'end', stopReason: 'end_turn' },
    ]);
    expect(decode({ type: 'message_stop' })).toEqual([{ type: 'end', stopReason: 'unknown' }]);
  });

  it('fails with what is no JSON', () => {
    expect(() => new EventDecoder().decode('{"type": "mess')).toThrow(
      expect.objectContaining({ kind: 'malformed', mayBeBilled: true }),
    );
  });

  it.each([
    ['overloaded_error', 'overloaded'],
    ['rate_limit_error', 'rate-limited'],
    ['authentication_error', 'unauthorized'],
    ['permission_error', 'unauthorized'],
    ['invalid_request_error', 'rejected'],
    ['api_error', 'server-error'],
    ['error_of_tomorrow', 'server-error'],
  ])('fails with %s as %s', (type, kind) => {
    expect(() => decode({ type: 'error', error: { type, message: 'so it is' } })).toThrow(
      expect.objectContaining({ kind, message: `${type}: so it is`, mayBeBilled: true }),
    );
  });

  it('fails with an error that says nothing', () => {
    expect(() => decode({ type: 'error' })).toThrow('error: no reason given');
  });
});

describe(readMessage, () => {
  it('puts the text together', () => {
    const content = [
      { type: 'thinking', thinking: 'hmm' },
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
    ];
    const usage = { input_tokens: 5, output_tokens: 2 };
    expect(readMessage(JSON.stringify({ content, stop_reason: 'end_turn', usage }))).toEqual({
      text: 'Hello',
      stopReason: 'end_turn',
      usage: { input: 5, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    });
  });

  it.each([
    ['<html>', 'malformed'],
    ['{"content": 7}', 'malformed'],
    ['{"content": []}', 'truncated'],
    ['{"type": "error", "error": {"type": "overloaded_error"}}', 'overloaded'],
  ])('%s is %s', (body, kind) => {
    expect(() => readMessage(body)).toThrow(expect.objectContaining({ kind }));
  });
});
