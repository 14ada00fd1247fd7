import { describe, expect, it } from 'vitest';
import { databaseSettings } from '../../../../src/config/effective/database-settings.ts';

describe(databaseSettings, () => {
  it.each([
    ['nothing', { config: undefined, env: {} }, { type: 'sqlite', filename: './data/fleet.db' }],
    [
      'a file name',
      {
        config: { database: { type: 'sqlite', filename: './x.db' } },
        env: { DB_FILENAME: './y.db' },
      },
      { type: 'sqlite', filename: './x.db' },
    ],
    [
      'only the environment',
      { config: { database: { filename: '' } }, env: { DB_FILENAME: './y.db' } },
      { type: 'sqlite', filename: './y.db' },
    ],
    [
      'another type',
      { config: { database: { type: 'mysql' } }, env: {} },
      { type: 'other', named: 'mysql' },
    ],
    [
      'postgres with nothing else',
      { config: { database: { type: 'postgres' } }, env: {} },
      {
        type: 'postgres',
        target: {
          host: 'localhost',
          port: 5432,
          database: 'agentic_qe',
          user: undefined,
          password: undefined,
        },
      },
    ],
    [
      'postgres from the file before the environment, a port as text, a password as a number',
      {
        config: { database: { type: 'postgres', host: 'db', port: '5433', password: 1234 } },
        env: { DB_HOST: 'other', DB_NAME: 'fleet', DB_USER: 'me', DB_PASSWORD: 'x' },
      },
      {
        type: 'postgres',
        target: { host: 'db', port: 5433, database: 'fleet', user: 'me', password: '1234' },
      },
    ],
  ])('%s', (_name, { config, env }, settings) => {
    expect(databaseSettings(config, env)).toEqual(settings);
  });
});
