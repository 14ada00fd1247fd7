import { describe, expect, it } from 'vitest';
import { secretFormsIn } from '../../../../src/config/secrets/secret-forms.ts';

// Put together here, so that scanners do not take this file for a leak.
const anthropic = ['sk', 'ant', 'api03', 'abcdefghijkl'].join('-');
const aws = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJl'].join('.');
const pem = ['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE\n-----END RSA ', 'PRIVATE KEY-----'].join(
  '',
);

describe(secretFormsIn, () => {
  it.each([
    { text: anthropic, name: 'an API key' },
    { text: aws, name: 'an AWS access key' },
    { text: `ghp_${'a1'.repeat(18)}`, name: 'a GitHub token' },
    { text: pem, name: 'a private key' },
    { text: `Bearer ${'a1b2'.repeat(5)}`, name: 'a bearer token' },
    { text: jwt, name: 'a JSON Web Token' },
  ])('finds $name, in a comment too', ({ text, name }) => {
    expect(secretFormsIn(`# ${text} #`)).toEqual([{ name, start: 2, end: 2 + text.length }]);
  });

  it('finds one secret once, whatever it looks like', () => {
    expect(secretFormsIn(`Bearer ${jwt}`)).toHaveLength(1);
  });

  it.each(['task-executor-agent', 'aes-256-gcm', 'bearer of news', 'eyJ.a.b', 'risk-averse-model'])(
    'leaves %s alone',
    (text) => {
      expect(secretFormsIn(text)).toEqual([]);
    },
  );

  it('stays fast on a long text without an end', () => {
    const started = performance.now();
    secretFormsIn(`-----BEGIN PRIVATE KEY-----${'a-'.repeat(500_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
