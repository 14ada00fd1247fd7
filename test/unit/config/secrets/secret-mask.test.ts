import { describe, expect, it } from 'vitest';
import { parseText } from '../../../../src/config/document/parse.ts';
import { secretMask } from '../../../../src/config/secrets/secret-mask.ts';

const parse = (text: string) => parseText({ text, bom: false, format: 'yaml', file: 'fleet.yaml' });

describe(secretMask, () => {
  it('keeps lines and columns', () => {
    const text = 'security: { apiKey: "top secret", port: 1 }\n# the key is "top secret"\n';
    expect(secretMask(text, parse(text)).text).toBe(
      'security: { apiKey: **** *******, port: 1 }\n# the key is "*** ******"\n',
    );
  });

  it('masks everything below the name of a secret', () => {
    const text = 'credentials: { user: [shop], key: hunter2 }\nport: 1\n';
    expect(secretMask(text, parse(text)).text).toBe(
      'credentials: { user: [****], key: ******* }\nport: 1\n',
    );
  });

  it('masks block scalars', () => {
    const text = 'jwtSecret: |\n  one\n  two\nport: 1\n';
    expect(secretMask(text, parse(text)).text).not.toMatch(/one|two/);
  });

  it.each([
    'password: hunter2\nport: [1\n',
    '  - password: "hunter2" # x\n\tport: 1\n',
    'jwtSecret: |\n  hunter2\n  hunter2\nport: [1\n',
    '{ "apiKey": "hunter2", }}\n',
  ])('masks by names where the file does not parse: %j', (text) => {
    expect(secretMask(text, undefined).text).not.toContain('hunter2');
  });

  it('takes secrets out of messages', () => {
    const text = 'password: hunter2-hunter2\n';
    expect(secretMask(text, parse(text)).redact('not hunter2-hunter2!')).toBe(
      'not ***************!',
    );
  });
});
