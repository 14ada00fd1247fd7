import { describe, expect, it } from 'vitest';
import {
  looksSecret,
  refuseRepeatedSecret,
  secretsOf,
} from '../../../../src/migrate/config/secrets.ts';
import { migrateText } from '../../../helpers/migrate.ts';

const key = 'k3y-of-the-fleet';

describe(secretsOf, () => {
  it.each([
    ['the key', { apiKey: key, model: 'm' }, [key]],
    ['keys under other names, at any depth', { a: { api_key: key }, token: 't0' }, [key, 't0']],
    ['a block that is a text', ` ${key}\n`, [key]],
    ['no reference to a variable', { apiKey: '${ANTHROPIC_API_KEY}' }, []],
    ['nothing in an empty block', null, []],
  ])('finds %s', (_, ai, secrets) => {
    expect(secretsOf(ai)).toEqual(secrets);
  });
});

describe(looksSecret, () => {
  it.each([
    ['# old: sk-ant-12345678', true],
    ['# api_key = abc', true],
    [`# was ${key}`, true],
    ['# the token limit is fine', false],
  ])('%s: %s', (comment, expected) => {
    expect(looksSecret(comment, [key])).toBe(expected);
  });
});

describe(refuseRepeatedSecret, () => {
  it.each([
    ['an alias to a key', `x: &k ${key}\nai:\n  apiKey: *k\n`, 1, 7],
    ['an alias to a block', `x: &k\n  apiKey: ${key}\nai: *k\n`, 2, 11],
    ['the same text elsewhere', `ai: {apiKey: ${key}}\nsecurity: {apiKey: ${key}}\n`, 2, 20],
    ['a comment above the block', `fleet: {}\n# was ${key}\nai:\n  apiKey: ${key}\n`, 2, 7],
  ])('refuses %s', async (_, text, line, column) => {
    await expect(migrateText(text)).rejects.toMatchObject({
      code: 'MIGRATION_REFUSED',
      message: expect.not.stringContaining(key),
      location: { line, column },
    });
  });

  it.each([
    ['a longer word', `fleet: {id: ${key}-2}\nai: {apiKey: ${key}}\n`],
    ['a short text', 'fleet: {id: test}\nai: {apiKey: test}\n'],
  ])('lets %s be', async (_, text) => {
    expect((await migrateText(text)).changed).toBe(true);
  });

  it('takes a key out that is commented out at the end of the block', async () => {
    const text = `ai:\n  model: m\n  # cheap\n  # apiKey: ${key}\n# about the fleet\nfleet: {id: x}\n`;
    const plan = await migrateText(text);
    expect(plan.text).toMatch(/^# cheap\n# about the fleet\nfleet: \{id: x\}\n/);
  });
});
