import { describe, expect, it } from 'vitest';
import { configFile } from '../../../../src/config/effective/config-file.ts';

describe(configFile, () => {
  it.each([
    ['the argument first', 'a.yaml', { CONFIG_FILE: 'b.yaml' }, { path: 'a.yaml', named: true }],
    ['then the variable', undefined, { CONFIG_FILE: 'b.yaml' }, { path: 'b.yaml', named: true }],
    [
      'an empty variable for none',
      undefined,
      { CONFIG_FILE: '' },
      { path: 'config/fleet.yaml', named: false },
    ],
    ['then the default', undefined, {}, { path: 'config/fleet.yaml', named: false }],
  ])('takes %s', (_name, argument, env, expected) => {
    expect(configFile(argument, env)).toEqual(expected);
  });
});
