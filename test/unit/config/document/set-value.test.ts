import { describe, expect, it } from 'vitest';
import { type Setting, setValues } from '../../../../src/config/document/edits/set-value.ts';
import { type ConfigDocument, parseConfig } from '../../../../src/config/document/parse.ts';
import { AqeError } from '../../../../src/errors.ts';

const daily = ['routing', 'costTracking', 'budgetLimits', 'daily'];
const zone = ['routing', 'costTracking', 'timeZone'];

async function parsed(text: string, file = 'fleet.yaml'): Promise<ConfigDocument> {
  return parseConfig(Buffer.from(text), file);
}

async function set(text: string, settings: readonly Setting[], file?: string): Promise<string> {
  return setValues(await parsed(text, file), settings).text;
}

describe(setValues, () => {
  it.each([
    [
      'replaces a number and leaves comments and layout',
      'routing:\n  costTracking:\n    budgetLimits:\n      daily:   20.00   # ask Ann\n      monthly: 500\n',
      'routing:\n  costTracking:\n    budgetLimits:\n      daily:   50   # ask Ann\n      monthly: 500\n',
    ],
    [
      'leaves a number that is written in another way',
      'routing: { costTracking: { budgetLimits: { daily: 50.00 } } }\n',
      'routing: { costTracking: { budgetLimits: { daily: 50.00 } } }\n',
    ],
    [
      'adds a key behind the others',
      'routing:\n  costTracking:\n    budgetLimits:\n      monthly: 500 # hard\n\nlogging: {}\n',
      'routing:\n  costTracking:\n    budgetLimits:\n      monthly: 500 # hard\n      daily: 50\n\nlogging: {}\n',
    ],
    [
      'adds what is missing above it',
      'routing:\n    enabled: true\nlogging: {}\n',
      'routing:\n    enabled: true\n    costTracking:\n        budgetLimits:\n            daily: 50\nlogging: {}\n',
    ],
    [
      'adds a section to a file of 1.0.4',
      'fleet:\n  id: shop\n',
      'fleet:\n  id: shop\n\nrouting:\n  costTracking:\n    budgetLimits:\n      daily: 50\n',
    ],
    [
      'fills a key without a value',
      'routing:\n  costTracking:\n    budgetLimits: # none yet\n',
      'routing:\n  costTracking:\n    budgetLimits: # none yet\n      daily: 50\n',
    ],
    [
      'fills a limit without a value',
      'routing:\n  costTracking:\n    budgetLimits:\n      daily:\n      monthly: 500\n',
      'routing:\n  costTracking:\n    budgetLimits:\n      daily: 50\n      monthly: 500\n',
    ],
    [
      'replaces null',
      'routing:\n  costTracking: { budgetLimits: { daily: null } }\n',
      'routing:\n  costTracking: { budgetLimits: { daily: 50 } }\n',
    ],
    [
      'adds to flow maps',
      'routing: { costTracking: { enabled: true } }\n',
      'routing: { costTracking: { enabled: true, budgetLimits: { daily: 50 } } }\n',
    ],
    [
      'keeps CRLF and a missing last line break',
      'routing:\r\n  costTracking:\r\n    budgetLimits:\r\n      monthly: 5',
      'routing:\r\n  costTracking:\r\n    budgetLimits:\r\n      monthly: 5\r\n      daily: 50',
    ],
  ])('%s', async (_, before, after) => {
    expect(await set(before, [{ path: daily, value: 50 }])).toBe(after);
  });

  it('sets several values, in the order given', async () => {
    const settings = [
      { path: daily, value: 50 },
      { path: zone, value: 'Europe/Berlin' },
    ];
    const once = await set('fleet:\n  id: shop\n', settings);
    expect(once).toBe(
      'fleet:\n  id: shop\n\nrouting:\n  costTracking:\n    budgetLimits:\n      daily: 50\n    timeZone: Europe/Berlin\n',
    );
    expect(await set(once, settings)).toBe(once);
  });

  it('writes JSON as JSON', async () => {
    const before = '{\n  "routing": {\n    "costTracking": { "timeZone": "UTC" }\n  }\n}\n';
    const settings = [
      { path: daily, value: 0.25 },
      { path: zone, value: 'Asia/Tokyo' },
    ];
    const after = await set(before, settings, 'fleet.json');
    expect(JSON.parse(after)).toEqual({
      routing: { costTracking: { timeZone: 'Asia/Tokyo', budgetLimits: { daily: 0.25 } } },
    });
    expect(after).toContain('"timeZone": "Asia/Tokyo"');
  });

  it.each([
    [
      'an alias',
      'base: &base { daily: 5 }\nrouting: { costTracking: { budgetLimits: *base } }\n',
      2,
    ],
    [
      'an anchor',
      'routing: { costTracking: &shared { budgetLimits: { daily: 5 } } }\nother: *shared\n',
      1,
    ],
    [
      'an anchored value',
      'routing: { costTracking: { budgetLimits: { daily: &limit 5 } } }\nother: *limit\n',
      1,
    ],
    ['a value that is no map', 'routing:\n  costTracking: soon\n', 2],
    ['a list', 'routing:\n  costTracking:\n    budgetLimits:\n      daily: [1]\n', 4],
  ])('refuses to go through %s', async (_, text, line) => {
    const document = await parsed(text);
    expect(() => setValues(document, [{ path: daily, value: 50 }])).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        location: expect.objectContaining({ line }),
      }),
    );
    expect(() => setValues(document, [{ path: daily, value: 50 }])).toThrow(AqeError);
  });
});
