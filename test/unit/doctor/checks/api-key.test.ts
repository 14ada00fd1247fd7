import { describe, expect, it } from 'vitest';
import { apiKey } from '../../../../src/doctor/checks/api-key.ts';

const KEY = 'sk-ant-api03-not-a-real-key';

describe(apiKey, () => {
  it.each([
    ['absent', {}, 'warning'],
    ['empty', { ANTHROPIC_API_KEY: '' }, 'warning'],
    ['of the right form', { ANTHROPIC_API_KEY: KEY }, 'ok'],
    ['followed by a line break', { ANTHROPIC_API_KEY: `${KEY}\n` }, 'failed'],
    ['between quotes', { ANTHROPIC_API_KEY: `"${KEY}"` }, 'failed'],
    ['with a blank inside', { ANTHROPIC_API_KEY: 'sk-ant-api03 rest' }, 'failed'],
    ['with a typographic dash', { ANTHROPIC_API_KEY: 'sk–ant-api03' }, 'failed'],
    ['of another form', { ANTHROPIC_API_KEY: 'gateway-key' }, 'warning'],
    [
      'of another form, for a gateway',
      { ANTHROPIC_API_KEY: 'gateway-key', ANTHROPIC_BASE_URL: 'http://127.0.0.1:8080' },
      'ok',
    ],
  ])('%s', (_name, env, status) => {
    const check = apiKey({ env });
    expect(check.status).toBe(status);
    expect(JSON.stringify(check)).not.toContain('api03');
    expect(JSON.stringify(check)).not.toContain('gateway-key');
  });

  it('says that the simulator will answer when there is no key', () => {
    expect(apiKey({ env: {} }).message).toContain('simulator');
  });
});
