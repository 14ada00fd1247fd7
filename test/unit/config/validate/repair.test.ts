import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/config/document/parse.ts';
import { repairConfig } from '../../../../src/config/validate/repair.ts';
import { testCatalogue } from '../../../helpers/catalogue.ts';

async function repaired(text: string, file = 'fleet.yaml') {
  const document = await parseConfig(new TextEncoder().encode(text), file);
  return repairConfig(document, '1.0.5', testCatalogue);
}

const priced = (input: string): string =>
  `routing:\n  models:\n    - model: test-sonnet # dear\n      capabilities: { costPer1kTokens: { input: ${input} } }\n`;

describe(repairConfig, () => {
  it.each([
    ['3', '0.003'],
    ['3.00', '0.003'],
    ['"3.00"', '0.003'],
    ['12.345', '0.012345'],
  ])('moves the decimal point of the price %s', async (before, after) => {
    expect((await repaired(priced(before))).text).toBe(priced(after));
  });

  it.each([
    [
      'a quoted number',
      'fleet: { maxAgents: "12" } # twelve\n',
      'fleet: { maxAgents: 12 } # twelve\n',
    ],
    [
      'a quoted boolean',
      "streaming:\r\n  enabled: 'true'\r\n",
      'streaming:\r\n  enabled: true\r\n',
    ],
    [
      'a missing sibling',
      'api:\n    rateLimit:\n        max: 5 # low',
      'api:\n    rateLimit:\n        max: 5 # low\n        windowMs: 900000',
    ],
    [
      'one before other keys',
      'api:\n  rateLimit:\n    max: 5\n  port: 1\n',
      'api:\n  rateLimit:\n    max: 5\n    windowMs: 900000\n  port: 1\n',
    ],
    [
      'one in brackets',
      'security: { encryption: { keyLength: 16 } }\n',
      'security: { encryption: { keyLength: 16, algorithm: "aes-256-gcm" } }\n',
    ],
    [
      'an empty section',
      'api: { rateLimit: {} }\n',
      'api: { rateLimit: {windowMs: 900000, max: 100} }\n',
    ],
    [
      'with CRLF',
      'api:\r\n  rateLimit:\r\n    max: 5\r\n',
      'api:\r\n  rateLimit:\r\n    max: 5\r\n    windowMs: 900000\r\n',
    ],
  ])('repairs %s, and then finds nothing more', async (_name, before, after) => {
    expect((await repaired(before)).text).toBe(after);
    expect(await repaired(after)).toEqual({ text: after, repairs: [] });
  });

  it('keeps JSON', async () => {
    const before = '{\n  "api": {\n    "rateLimit": {\n      "max": "5"\n    }\n  }\n}\n';
    const after =
      '{\n  "api": {\n    "rateLimit": {\n      "max": 5,\n      "windowMs": 900000\n    }\n  }\n}\n';
    expect((await repaired(before, 'fleet.json')).text).toBe(after);
  });

  it.each([
    ['a value with an anchor', 'fleet: { maxAgents: &n "12", name: *n }\n'],
    ['a tag', 'fleet: { maxAgents: !!str 12 }\n'],
    ['a value in a repeated section', 'own: &own { maxAgents: "12" }\nfleet: *own\n'],
    ['a value in a section that others repeat', 'fleet: &own { maxAgents: "12" }\nown: *own\n'],
    [
      'a price that two models share',
      'own: &cost { input: 3.00 }\nrouting:\n  models:\n' +
        '    - { model: test-sonnet, capabilities: { costPer1kTokens: *cost } }\n'.repeat(2),
    ],
    ['a section with an anchor', 'api: { rateLimit: &limit { max: 5 } }\nown: *limit\n'],
    ['an unusual spelling', 'fleet: { maxAgents: "0x10" }\n'],
  ])('leaves %s alone', async (_name, text) => {
    expect(await repaired(text)).toEqual({ text, repairs: [] });
  });

  it('says what it did and where', async () => {
    expect((await repaired('fleet:\n  maxAgents: "12"\n')).repairs).toEqual([
      {
        code: 'quoted-value',
        path: 'fleet.maxAgents',
        message: '"12" → 12',
        location: { file: 'fleet.yaml', line: 2, column: 14 },
      },
    ]);
  });
});
