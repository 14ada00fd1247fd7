import { describe, expect, it } from 'vitest';
import { databaseSetting } from '../../../src/backup/database-setting.ts';

describe(databaseSetting, () => {
  it.each<[string, { value: unknown; env?: Record<string, string> }, string]>([
    ['the default', { value: {} }, './data/fleet.db'],
    ['the default for an empty file', { value: undefined }, './data/fleet.db'],
    ['the environment', { value: {}, env: { DB_FILENAME: 'env.db' } }, 'env.db'],
    [
      'the file before the environment',
      { value: { database: { filename: 'file.db' } }, env: { DB_FILENAME: 'env.db' } },
      'file.db',
    ],
    ['the default for an empty name', { value: { database: { filename: '' } } }, './data/fleet.db'],
    ['the default for a number', { value: { database: { filename: 7 } } }, './data/fleet.db'],
    [
      'SQLite that the file names, whatever the environment says',
      { value: { database: { type: 'sqlite' } }, env: { DB_TYPE: 'mysql' } },
      './data/fleet.db',
    ],
  ])('takes %s', (_what, { value, env = {} }, filename) => {
    expect(databaseSetting(value, env)).toEqual({ kind: 'sqlite', filename });
  });

  it.each([
    ['the file', { database: { type: 'postgres', filename: 'fleet.db' } }, {}],
    ['the environment', {}, { DB_TYPE: 'postgres' }],
  ])('leaves another kind to its own tools: named by %s', (_what, value, env) => {
    expect(databaseSetting(value, env)).toEqual({ kind: 'other', type: 'postgres' });
  });
});
