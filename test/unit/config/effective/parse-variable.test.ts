import { describe, expect, it } from 'vitest';
import {
  environmentKeys,
  type LeafKey,
  leafKeys,
} from '../../../../src/config/schema/leaf-keys.ts';
import { acceptedText, parseVariable } from '../../../../src/config/effective/parse-variable.ts';

function keyOf(variable: string): LeafKey {
  const keys = [...leafKeys('1.0.5'), ...environmentKeys('1.0.5')];
  const key = keys.findLast(({ env }) => env.includes(variable));
  if (key === undefined) throw new Error(`no key for ${variable}`);
  return key;
}

describe(parseVariable, () => {
  it.each([
    ['FEATURE_STREAMING', 'true', true],
    ['FEATURE_STREAMING', 'false', false],
    ['MAX_AGENTS', '12', 12],
    ['STREAMING_BACKPRESSURE_THRESHOLD', '.5', 0.5],
    ['STREAMING_BACKPRESSURE_THRESHOLD', '1', 1],
    ['BUDGET_LIMIT_DAILY', '0', 0],
    ['HEARTBEAT_INTERVAL', '-1', -1],
    ['LOG_OUTPUTS', 'console, file', ['console', 'file']],
    ['DB_PASSWORD', ' x ', ' x '],
    ['FLEET_ID', 'true', 'true'],
    ['ANTHROPIC_BASE_URL', 'http://127.0.0.1:1', 'http://127.0.0.1:1'],
  ])('reads %s=%s', (name, text, value) => {
    expect(parseVariable(name, text, keyOf(name))).toEqual(value);
  });

  it.each([
    ['FEATURE_STREAMING', 'yes', 'must be true or false, not "yes"'],
    ['FEATURE_STREAMING', 'TRUE', 'must be true or false'],
    ['API_CORS', '1', 'must be true or false'],
    ['MAX_AGENTS', 'many', 'must be a number, above 0, not "many"'],
    ['MAX_AGENTS', '0', 'must be a number, above 0, not "0"'],
    ['API_PORT', '65536', 'must be a number, at least 1 and at most 65535'],
    ['STREAMING_BUFFER_SIZE', '1.5', 'must be a whole number, at least 1'],
    ['STREAMING_BACKPRESSURE_THRESHOLD', '80', 'must be a number, above 0 and at most 1'],
    ['STREAMING_TIMEOUT_MS', '30s', 'must be a number, above 0'],
    ['STREAMING_TIMEOUT_MS', '1e3', 'must be a number, above 0'],
    ['STREAMING_TIMEOUT_MS', ' 5', 'must be a number, above 0'],
    ['ANTHROPIC_BASE_URL', 'localhost', 'must be a text like "http://127.0.0.1:8080"'],
  ])('refuses %s=%s', (name, text, message) => {
    expect(() => parseVariable(name, text, keyOf(name))).toThrow(
      expect.objectContaining({
        code: 'ENV_INVALID',
        message: expect.stringContaining(`${name} ${message}`),
        hint: expect.stringContaining('unset it'),
      }),
    );
  });

  it.each([
    ['a key in the wrong variable', 'MAX_AGENTS', 'sk-ant-api03-0123456789'],
    ['a password in an address', 'ANTHROPIC_BASE_URL', 'ftp://me:pa55@host'],
  ])('does not repeat %s', (_name, variable, text) => {
    expect(() => parseVariable(variable, text, keyOf(variable))).toThrow(/not \(set, hidden\)$/);
  });

  it('shortens a long text', () => {
    const text = 'x'.repeat(1000);
    expect(() => parseVariable('MAX_AGENTS', text, keyOf('MAX_AGENTS'))).toThrow(/not "x{40}…"$/);
  });
});

describe(acceptedText, () => {
  it.each([
    ['LOG_OUTPUTS', 'texts with commas between them'],
    ['HEARTBEAT_INTERVAL', 'a number'],
    ['STREAMING_MAX_RETRIES', 'a whole number, at least 0'],
  ])('%s takes %s', (name, text) => {
    expect(acceptedText(keyOf(name))).toBe(text);
  });
});
