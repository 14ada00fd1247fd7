import { describe, expect, it } from 'vitest';
import { requestBody } from '../../../../src/adapters/anthropic/request-body.ts';

const request = {
  model: 'claude-sonnet-4-5',
  system: 'You test.',
  messages: [{ role: 'user', text: 'Test add().' }],
  maxTokens: 64,
} as const;

describe(requestBody, () => {
  it('is what the Messages API wants', () => {
    expect(requestBody(request, true)).toEqual({
      model: 'claude-sonnet-4-5',
      system: 'You test.',
      messages: [{ role: 'user', content: 'Test add().' }],
      max_tokens: 64,
      stream: true,
    });
  });

  it.each([undefined, ''])('has no empty system prompt (%j)', (system) => {
    expect(requestBody({ ...request, system }, false)).not.toHaveProperty('system');
  });

  it('asks to keep the system prompt', () => {
    expect(requestBody({ ...request, cacheSystem: '1h' }, false).system).toEqual([
      { type: 'text', text: 'You test.', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ]);
  });
});
